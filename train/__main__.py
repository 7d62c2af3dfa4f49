"""Make the shipped model: `python -m train --data ../shared/data [--seed N] [--teacher]`.

Train on the corpora, go on with our own readings of reports among them, narrow the net, export to 8 bits, count heads,
calibrate; with --teacher, learn from a larger net before it is narrowed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

parser = argparse.ArgumentParser(prog="python -m train", description=__doc__)
parser.add_argument("--data", default="../shared/data", help="the folder of corpora; default: %(default)s")
parser.add_argument("--seed", default="0", help="of the weights' beginnings and of the order; default: %(default)s")
parser.add_argument("--teacher", action="store_true", help="learn from a larger net, too: over three hours")
asked = parser.parse_args()
DATA, SEED = ["--data", asked.data], ["--seed", asked.seed]
CORPORA, MODEL, TEACHER, DISTILLED = "runs/corpora", "runs/model", "runs/teacher", "runs/distilled"
NARROW = "runs/narrow"
OURS = ["--start", f"{CORPORA}/last.pt", "--out", MODEL, "--epochs", "1", "--times", "3", "--lr", "7e-5"]
LEARN = ["--start", f"{MODEL}/last.pt", "--teacher", f"{TEACHER}/last.pt", "--out", DISTILLED]
STEPS = (
    ["train.run", *DATA, *SEED, "--out", CORPORA],
    ["train.run", *DATA, *SEED, *OURS],
    *([["train.teacher", *DATA, "--out", TEACHER], ["train.distil", *DATA, *SEED, *LEARN]] if asked.teacher else []),
    ["train.narrow", f"{DISTILLED if asked.teacher else MODEL}/last.pt", *DATA, *SEED, "--to", NARROW],
    ["train.export", f"{NARROW}/last.pt"],
    ["train.heads", *DATA],
    ["train.calibrate", *DATA],
)
for step in STEPS:
    subprocess.run([sys.executable, "-m", *step], check=True)
