"""Make the shipped model: `python -m train --data ../shared/data`.

Train on the corpora, go on with our own readings of reports among them, export to 8 bits, calibrate.
"""

from __future__ import annotations

import subprocess
import sys

DATA = sys.argv[1:]
CORPORA, MODEL = "runs/corpora", "runs/model"
OURS = ["--start", f"{CORPORA}/last.pt", "--out", MODEL, "--epochs", "1", "--times", "3", "--lr", "7e-5"]
STEPS = (
    ["train.run", *DATA, "--out", CORPORA],
    ["train.run", *DATA, *OURS],
    ["train.export", f"{MODEL}/last.pt"],
    ["train.calibrate", *DATA],
)
for step in STEPS:
    subprocess.run([sys.executable, "-m", *step], check=True)
