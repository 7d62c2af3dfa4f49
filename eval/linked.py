"""Actors of newswire names against their Wikipedia links: Reuters 1996, `clean` labels with links (news-ner).

eval/gold/links.jsonl says by our own reading which of the links are of kinds that a roster lists (states, territories,
their leaders and foreign and defence ministers, international organizations, armed groups, agencies, large outlets),
and as whom: 217 links. A name is taken for the entity of the mention that fits it best, of those that cover its last
word; what is asserted is that entity's actor.

    precision      of the actors asserted at linked names of these kinds, adjectives too: the link's.
    coverage       of the names of these kinds (adjectives of nationality aside): the right actor is asserted.
                   "where an entity is found": of those that the reading has as an entity; it leaves tables out.
    held           of the names of these kinds: the roster holds the right actor.
    every link     precision over all linked names: a capital or a national team that is taken for its state is wrong;
                   so is, over every person's, a sportsman who is taken for a leader of his name.

`python eval/linked.py --errors` prints what is wrong, and what is missed though the roster holds it, by name.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpora
from actors import Holdings, Known, best_mention, holdings, is_actor
from attributions import ratio
from onrecord.types import Entity, Record, Span
from reading import Reader

Row = dict[str, Any]
LINKS = corpora.GOLD / "links.jsonl"
KINDS = ("country", "government", "organization", "outlet", "person")


@dataclass(frozen=True)
class Linked:
    """One name of the corpus, its link, and the actor asserted for it."""

    words: str
    label: str  # PER LOC ORG MISC
    link: str
    gold: Row | None  # who the link means, if of the kinds listed
    entity: Entity | None
    actor: Known | None
    due: Known | None  # the right actor, if the roster holds it

    @property
    def asserted(self) -> bool:
        """Return whether an actor is asserted."""
        return self.entity is not None and self.entity.actor is not None

    @property
    def right(self) -> bool:
        """Return whether the asserted actor is the link's."""
        if self.actor is None:
            return False
        plain: Row = {"link": self.link, "names": [], "type": self.actor.type, "country": None}
        return is_actor(self.actor, self.gold or plain)


def read_links() -> dict[str, Row]:
    """Return who a link means, by link."""
    return {row["link"]: row for row in map(json.loads, LINKS.read_text(encoding="utf-8").splitlines())}


def find_linked(row: Row, record: Record, links: dict[str, Row], known: Holdings) -> Iterator[Linked]:
    """Yield the linked names of one document, in text order."""
    entities = {entity.id: entity for entity in record.entities}
    for name in row["clean"]:
        if not (link := name.get("link")):
            continue
        gold = links.get(link)
        entity = entities.get(best_mention(Span(name["start"], name["end"]), record) or "")
        actor = known.get(entity.actor) if entity else None
        due = known.find(gold) if gold else None
        yield Linked(row["text"][name["start"] : name["end"]], name["type"], link, gold, entity, actor, due)


def count(found: Iterable[Linked]) -> Counter[str]:
    """Return the counts of linked names."""
    counts: Counter[str] = Counter()
    for x in found:
        for of in ("every",) if x.label != "PER" else ("every", "person"):
            counts.update({f"{of} asserted": x.asserted, f"{of} right": x.right})
        if x.gold is None:
            continue
        counts.update({"asserted": x.asserted, "right": x.right})
        counts.update({"met": x.label != "MISC" and x.entity is not None})
        if x.label != "MISC":
            for of in ("", f"{x.gold['type']} "):
                counts.update({f"{of}names": 1, f"{of}covered": x.right, f"{of}held": x.due is not None})
    return counts


def summarise(counts: Counter[str]) -> dict[str, float]:
    """Return the measures of summed `counts`."""
    scores = {
        "precision": ratio(counts["right"], counts["asserted"]),
        "coverage": ratio(counts["covered"], counts["names"]),
        "coverage where an entity is found": ratio(counts["covered"], counts["met"]),
        "held": ratio(counts["held"], counts["names"]),
        "precision, every link": ratio(counts["every right"], counts["every asserted"]),
        "precision, every person's link": ratio(counts["person right"], counts["person asserted"]),
    }
    scores |= {f"{kind}: coverage": ratio(counts[f"{kind} covered"], counts[f"{kind} names"]) for kind in KINDS}
    scores |= {f"{kind}: held": ratio(counts[f"{kind} held"], counts[f"{kind} names"]) for kind in KINDS}
    scores |= {f"n {kind}": counts[f"{kind} names"] for kind in KINDS}
    return scores | {
        "n names": counts["names"],
        "n asserted": counts["asserted"],
        "n every link": counts["every asserted"],
    }


def find_all(folder: Path, part: str, reader: Reader) -> list[Linked]:
    """Return every linked name of a part; raises `corpora.Absent`, also where its names have no links (train)."""
    rows = [{**row, "date": _date(row["text"])} for row in corpora.read_rows(folder, "news-ner", part)]
    if not any(name.get("link") for row in rows for name in row.get("clean", ())):
        raise corpora.Absent(f"news-ner/{part} has no links")
    links, known = read_links(), holdings()
    records = zip(rows, reader.records(rows), strict=True)
    return [x for row, record in records if record for x in find_linked(row, record, links, known)]


def _date(text: str) -> str | None:
    """Return the day in the document's dateline, its second line."""
    found = re.search(r"\d{4}-\d{2}-\d{2}", text[:200])
    return found[0] if found else None


def score(folder: Path, part: str, reader: Reader) -> dict[str, float]:
    """Return the measures over a part of the corpus."""
    return summarise(count(find_all(folder, part, reader)))


def errors(found: Iterable[Linked]) -> Iterator[str]:
    """Yield a line for each name and link that are resolved wrong, or missed though held, the most frequent first."""
    lines: Counter[str] = Counter()
    for x in found:
        kind = f"{x.gold['type']}" if x.gold else "other"
        if x.asserted and not x.right and x.entity:
            lines[f"wrong\t{kind}\t{x.words} -> {x.link} <- {x.entity.actor}"] += 1
        elif x.gold and x.due and not x.right and x.label != "MISC":
            ours = f"{x.entity.name} [{x.entity.type}]" if x.entity else "no entity"
            lines[f"missed\t{kind}\t{x.words} -> {x.link} <- {ours}, due {x.due.id}"] += 1
        elif x.gold and not x.due and x.label != "MISC":
            lines[f"not held\t{kind}\t{x.link}"] += 1
    for line, n in lines.most_common():
        yield f"{n}\t{line}"


def main(argv: Sequence[str] | None = None) -> int:
    """Print what is wrong or missed, then the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=corpora.default_folder(), help="default: %(default)s")
    parser.add_argument("--part", choices=corpora.PARTS, default="dev", help="default: %(default)s")
    parser.add_argument("--errors", action="store_true", help="a line for each name that is wrong or missed")
    args = parser.parse_args(argv)
    found = find_all(args.data, args.part, Reader())
    if args.errors:
        print("\n".join(errors(found)))
    for measure, value in summarise(count(found)).items():
        print(f"{value:8.3f}  {measure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
