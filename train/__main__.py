"""Make the shipped model: `python -m train --data ../shared/data`. Train in two turns, export to 8 bits, calibrate."""

from __future__ import annotations

import subprocess
import sys

DATA = sys.argv[1:]
FIRST, MODEL = "runs/first", "runs/model"
SECOND = ["--start", f"{FIRST}/last.pt", "--reports", "eval/gold/train.jsonl"]
STEPS = (
    ["train.run", "--out", FIRST, *DATA],
    ["train.run", "--out", MODEL, *SECOND, "--epochs", "3", "--lr", "7e-5", "--head-lr", "5e-4", *DATA],
    ["train.export", f"{MODEL}/last.pt"],
    ["train.calibrate", *DATA],
)
for step in STEPS:
    subprocess.run([sys.executable, "-m", *step], check=True)
