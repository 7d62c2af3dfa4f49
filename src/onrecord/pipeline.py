"""`record`: the whole program in one function; around it the loop over many captures."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, TypeVar

from onrecord.actors import Roster, Setting, find_carriers, load_roster, settle_actors
from onrecord.article import extract_article
from onrecord.attributions import find_attributions
from onrecord.capture import read_captures
from onrecord.engine import Engine, Reading
from onrecord.entities import resolve_entities
from onrecord.errors import OnRecordError
from onrecord.events import code_events
from onrecord.positions import find_positions
from onrecord.statements import resolve_statements
from onrecord.timexes import find_timexes
from onrecord.types import SCHEMA, Article, Capture, Failure, Problem, Record, Signals

AHEAD = 8  # articles in the engine at once, so that its threads never wait for the stages behind it
LETTERS = 400_000  # ... or fewer, once they hold this much text

_Outcome = Record | Failure
_T = TypeVar("_T")


@dataclass(frozen=True)
class Models:
    """What reading needs beside the text."""

    engine: Engine
    roster: Roster

    @classmethod
    def load(cls, threads: int | None = None, roster: Path | None = None) -> Models:
        """Return the models that ship with the package, and the user's roster: that at `roster`, else the usual one.

        Raises ModelError if they are damaged, StoreError if the user's roster cannot be opened.
        """
        return cls(Engine.load(threads=threads), open_roster(roster))


load_models = cache(Models.load)  # once a process


def open_roster(own: Path | None = None) -> Roster:
    """Return the roster that ships, with the user's own beside it: that at `own`, else the usual one if it exists."""
    from onrecord.store.rosters import (
        RosterFile,
        default_roster,
    )  # SQLite and the user's folders, where they are needed

    path = own or default_roster()
    return load_roster().with_more(RosterFile.open(path)) if own or path.exists() else load_roster()


def record(capture: Capture, models: Models) -> Record:
    """Read what we can out of one capture. Pure: the same capture gives the same record.

    Raises ArticleError if there is no report in it.
    """
    article = extract_article(capture)
    if not is_english(article):
        return unread(capture, article)
    return resolve(capture, article, models.engine.read(article), models.roster)


def resolve(capture: Capture, article: Article, signals: Signals, roster: Roster) -> Record:
    """Return the record of what `signals` say of `article`: every stage behind the encoder, in order."""
    attributions = find_attributions(signals)
    timexes = find_timexes(article, signals)
    published = article.published.value if article.published is not None else None
    carriers = find_carriers(article, capture.origin.url, roster)
    outlet = next((c.actor for c in carriers if c.part == "outlet"), None)
    entities = settle_actors(
        resolve_entities(signals, article, attributions, roster),
        roster,
        published,
        Setting(signals, attributions, outlet),
    )
    statements = resolve_statements(attributions, signals, article, entities, timexes)
    events = code_events(signals, article, entities, timexes, statements)
    positions = find_positions(signals, article, entities, statements)
    return Record(
        schema=SCHEMA,
        id=capture.origin.sha256,
        capture=capture.origin,
        article=article,
        entities=entities,
        timexes=timexes,
        statements=statements,
        events=events,
        positions=positions,
        notes=_notes(article),
        carriers=carriers,
    )


def is_english(article: Article) -> bool:
    """Return whether the report is in English, as far as is known."""
    return article.lang is None or article.lang.lower().split("-")[0] in ("en", "eng", "und")


def unread(capture: Capture, article: Article) -> Record:
    """Return the honest empty record of a report in a language that we do not read."""
    note = f"the report's language is {article.lang}; onrecord reads English only, so nothing was looked for in it"
    return Record(SCHEMA, capture.origin.sha256, capture.origin, article, notes=(note,))


def _notes(article: Article) -> tuple[str, ...]:
    if article.published is None:
        return (
            "no date of publication was found, so that 'Thursday' and the like have no date; --published gives one",
        )
    return ()


# --- many captures ----------------------------------------------------------------------------------------------------


def read(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    allow_private: bool = False,
    models: Models | None = None,
    roster: Path | None = None,
) -> Iterator[Record | Failure]:
    """Yield a record or a failure for each document that `inputs` name, in order; see `capture.read_captures`.

    `roster` is the user's own, where it is not the usual one; `models` bring their own.
    """
    captures = read_captures(inputs, published=published, outlet=outlet, allow_private=allow_private)
    loading = load_models if roster is None else partial(load_models, None, roster)
    return read_captures_into_records(captures, (lambda: models) if models else loading)


class _Begun(NamedTuple):
    """A report whose article is in the engine."""

    capture: Capture
    article: Article
    reading: Reading
    roster: Roster


def read_captures_into_records(
    captures: Iterable[Capture | Failure],
    models: Callable[[], Models] = load_models,
    *,
    ahead: int = AHEAD,
) -> Iterator[Record | Failure]:
    """Yield a record or a failure for each of `captures`, in their order; no document stops the others.

    While the engine's threads read the next `ahead` articles, this one resolves what they have read. `models` is called
    when the first report in English has come, so that a run without one loads nothing.
    """
    waiting: deque[_Outcome | _Begun] = deque()
    try:
        for capture in captures:
            waiting.append(_begin(capture, models))
            while waiting and (_ready(waiting[0]) or len(waiting) > ahead or _letters(waiting) > LETTERS):
                yield _end(waiting.popleft())
        while waiting:
            yield _end(waiting.popleft())
    finally:  # whoever breaks off does not wait for what was read ahead
        for item in waiting:
            if isinstance(item, _Begun):
                item.reading.cancel()


def _begin(capture: Capture | Failure, models: Callable[[], Models]) -> _Outcome | _Begun:
    if isinstance(capture, Failure):
        return capture

    def opened() -> Article | Record:
        article = extract_article(capture)
        return article if is_english(article) else unread(capture, article)

    article = _guarded(capture, opened)
    if not isinstance(article, Article):
        return article
    loaded = models()
    return _guarded(capture, lambda: _Begun(capture, article, loaded.engine.start(article), loaded.roster))


def _ready(item: _Outcome | _Begun) -> bool:
    return not isinstance(item, _Begun) or item.reading.done()


def _letters(waiting: Iterable[_Outcome | _Begun]) -> int:
    return sum(len(item.article.text) for item in waiting if isinstance(item, _Begun))


def _end(item: _Outcome | _Begun) -> _Outcome:
    if not isinstance(item, _Begun):
        return item
    return _guarded(item.capture, lambda: resolve(item.capture, item.article, item.reading.signals(), item.roster))


def _guarded(capture: Capture, work: Callable[[], _T]) -> _T | Failure:
    """Return what `work` returns, or the failure that stands in its place."""
    try:
        return work()
    except OnRecordError as error:
        return _failure(capture, type(error).__name__, str(error))
    except Exception as error:  # one bad document never stops a run
        where = _stage(error.__traceback__)
        said = f"{type(error).__name__}: {error}"
        return _failure(
            capture,
            "InternalError",
            f"{capture.name}: {where} broke on this report ({said}); this is a fault of onrecord, please report it",
        )


def _failure(capture: Capture, kind: str, message: str) -> Failure:
    return Failure(SCHEMA, capture.origin, Problem(kind, message))


def _stage(traceback: TracebackType | None) -> str:
    """Return the first module behind this one that an error passed through: the stage that broke."""
    while traceback is not None:
        name = str(traceback.tb_frame.f_globals.get("__name__", ""))
        if name.startswith("onrecord.") and name != __name__:
            return "the stage " + name.split(".")[1]
        traceback = traceback.tb_next
    return "the reading"
