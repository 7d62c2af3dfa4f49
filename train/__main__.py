"""Make the shipped model: `python -m train --data ../shared/data`. Train, export to 8 bits, calibrate on dev."""

from __future__ import annotations

import subprocess
import sys

DATA = sys.argv[1:] or []
for step in (
    ["train.run", "--out", "runs/model", *DATA],
    ["train.export", "runs/model/last.pt"],
    ["train.calibrate", *DATA],
):
    subprocess.run([sys.executable, "-m", *step], check=True)
