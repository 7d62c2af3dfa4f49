"""How long an installation into a fresh virtual environment takes, and how large it is: `python bench/install.py`.

Nothing comes from pip's cache. The size is that of the whole environment, pip included.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMIT_SECONDS, LIMIT_MB = 120, 300


def main() -> int:
    """Install, measure, say; return 1 if it took too long or is too large."""
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder) / "venv"
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        subprocess.run([str(python), "-m", "pip", "install", "-q", "--no-cache-dir", str(ROOT)], check=True)
        seconds = time.perf_counter() - began
        megabytes = sum(p.stat().st_size for p in environment.rglob("*") if p.is_file() and not p.is_symlink()) / 1e6
    print(f"installed in {seconds:.0f} s (limit {LIMIT_SECONDS}), {megabytes:.0f} MB (limit {LIMIT_MB})")
    return int(seconds > LIMIT_SECONDS or megabytes > LIMIT_MB)


if __name__ == "__main__":
    raise SystemExit(main())
