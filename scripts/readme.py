"""Write the output of the README's commands into it anew: `python scripts/readme.py`.

A comment `<!-- COMMAND | N -->` stands before a text block: the block is the first N lines of what COMMAND prints (all,
without N), an ellipsis below them where there is more. `tests/test_docs.py` compares the two.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
WIDTH = "88"

_SHOWN = re.compile(r"<!-- (onrecord [^|>]+?)(?: \| (\d+))? -->\n```text\n.*?^```$", re.MULTILINE | re.DOTALL)


def render(readme: str) -> str:
    """Return `readme` with each text block as its command prints it today."""
    return _SHOWN.sub(_block, readme)


def _block(shown: re.Match[str]) -> str:
    command, most = shown.groups()
    comment = shown[0].split("\n", 1)[0]
    lines = run(command)
    kept = lines[: int(most)] if most else lines
    body = "\n".join([*kept, *(["…"] if len(kept) < len(lines) else [])])
    return f"{comment}\n```text\n{body}\n```"


def run(command: str) -> list[str]:
    """Return the lines that a command prints, run in the clone at the README's width."""
    words = [str(Path(sys.executable).with_name("onrecord")), *shlex.split(command)[1:]]
    env = {**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1"}
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, check=True, encoding="utf-8")
    return [line.rstrip() for line in done.stdout.strip("\n").splitlines()]


if __name__ == "__main__":
    README.write_text(render(README.read_text(encoding="utf-8")), encoding="utf-8")
