"""Write the output of the README's commands into it anew: `python scripts/readme.py [SCORES.json]`.

A comment `<!-- COMMAND | N -->` stands before a text block: the block is the first N lines of what COMMAND prints (all,
without N), an ellipsis below them where there is more. `tests/test_docs.py` compares the two. With the scores that
`eval/run.py --part dev` wrote, the figures of README and model card are written anew, too.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
CARD = ROOT / "src/onrecord/engine/models/MODEL_CARD.md"
WIDTH = "88"

FIGURES = (  # what, block, measure, others
    ("statements, PolNeAR: triple F1", "polnear", "triple F1", "people 0.75; Citron, retrained, 0.51"),
    ("… direct / mixed / indirect", "polnear", "triple direct F1 / triple mixed F1 / triple indirect F1",
     "people 0.97 / 0.88 / 0.66"),
    ("statements, reports on a war and its diplomacy: F1 with source", "encounters", "full F1",
     "careful readers 0.95"),
    ("… speaker right; wrong of those asserted", "encounters", "speaker right / speaker wrong of asserted",
     "careful readers 0.98 right"),
    ("encounters: F1; status right", "encounters", "encounters F1 / status right", "careful readers 0.88; 1.00"),
    ("positions: F1 with kind", "encounters", "positions F1", "careful readers 0.85"),
    ("our own gold, 61 reports on Syria: statements, F1 with source; layers within, F1", "reports",
     "full F1 / layers F1", "readers 0.82 with source"),
    ("… encounters: F1; positions: F1 with kind", "reports", "encounters F1 / positions F1",
     "readers 0.53; 0.84"),
    ("… who a pronoun or short name means, right; wrong of those asserted", "reports",
     "short right / short wrong of asserted", ""),
    ("speakers in 63 reports: right actor or rightly none; wrong of those asserted", "actors",
     "right or rightly unlisted / wrong when asserted", ""),
    ("names, GUM news, interviews, speeches: F1", "names", "GUM names F1", ""),
    ("who is meant, the same: CoNLL F1", "coref", "CoNLL F1", ""),
    ("time expressions, TimeBank and AQUAINT: F1; with right value", "timeml",
     "found, relaxed F1 / with right value F1", "HeidelTime about 0.90; 0.78"),
    ("did it happen, UW, -3..+3: mean absolute error", "uw", "mean absolute error",
     "always “happened” 0.77; best published about 0.4"),
    ("title of a web page right; body F1", "pages", "news-metadata/title right / article-extraction/body F1", ""),
)  # fmt: skip

_TABLE = re.compile(r"<!-- (figures|reliability) -->\n.*?^<!-- end -->", re.MULTILINE | re.DOTALL)
_SHOWN = re.compile(r"<!-- (onrecord [^|>]+?)(?: \| (\d+))? -->\n```text\n.*?^```$", re.MULTILINE | re.DOTALL)


def render(readme: str) -> str:
    """Return `readme` with each text block as its command prints it today."""
    return _SHOWN.sub(_block, readme)


def render_figures(page: str, scores: Path) -> str:
    """Return `page` with its tables of figures as `scores` has them."""
    tasks = json.loads(scores.read_text(encoding="utf-8"))["tasks"]
    blocks = {name: block for task in tasks.values() for name, block in task["scores"].items()}
    tables = {"figures": _figures(blocks), "reliability": _reliability(blocks["polnear, reliability"])}
    return _TABLE.sub(lambda found: "\n".join([f"<!-- {found[1]} -->", *tables[found[1]], "<!-- end -->"]), page)


def _figures(blocks: dict[str, dict[str, float]]) -> list[str]:
    lines = ["| what | onrecord | for comparison |", "|---|---|---|"]
    for what, block, measures, others in FIGURES:
        shown = " / ".join(f"{blocks[block][measure]:.2f}" for measure in measures.split(" / "))
        lines.append(f"| {what} | {shown} | {others} |")
    return lines


def _reliability(block: dict[str, float]) -> list[str]:
    lines = ["| confidence | statements | of them right |", "|---|---|---|"]
    for name, n in block.items():
        if name.startswith("n at "):
            band = name.removeprefix("n at ")
            lines.append(f"| {band} | {n:.0f} | {block[f'right of those at {band}']:.2f} |")
    return lines


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
    for page in (README, CARD) if sys.argv[1:] else ():
        page.write_text(render_figures(page.read_text(encoding="utf-8"), Path(sys.argv[1])), encoding="utf-8")
