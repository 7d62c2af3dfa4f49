"""Make the shipped model: `python -m train --data ../shared/data`. Train, export to 8 bits, calibrate."""

from __future__ import annotations

import subprocess
import sys

DATA = sys.argv[1:]
STEPS = (["train.run", *DATA], ["train.export", "runs/model/last.pt"], ["train.calibrate", *DATA])
for step in STEPS:
    subprocess.run([sys.executable, "-m", *step], check=True)
