"""The engine: articles -> Signals, in one pass of one encoder over all of them."""

from __future__ import annotations

import math
import os
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.engine import labels
from onrecord.engine.decode import Asked, Floats, Linked, LinkWeights, apart, find_cues, link, runs, softmax
from onrecord.engine.lemmas import lemma
from onrecord.engine.pieces import Pieces, Window, encode, find_words, first_pieces, windows
from onrecord.engine.trees import end_of_name, find_tree, mend
from onrecord.engine.wordpiece import WordPiece
from onrecord.errors import ModelError
from onrecord.types import (
    Article,
    Attribution,
    Link,
    Name,
    Sentence,
    Signals,
    Span,
    Token,
)

SIZE, OVERLAP = 254, 64
BEHIND = 10  # what the engine's threads are nicer by than who asks them
THREADS = 4  # at most: more windows are seldom at hand
ASKED = 256  # cues whose parts are sought at once
SLOW = ["SkipLayerNormFusion"]  # ONNX Runtime's addition and layer norm in one are slower than the two
FEATURES = ("ids", "shape", "gap", "quoted")
DEPTH = 64  # windows of one article that are under way or wait for its end
CLS, SEP = 101, 102
VERSION = "engine/1"
NOUN = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "DT", "WP", "CD", "JJ"))
CLOSED = frozenset("CC DT EX IN MD PDT PRP PRP$ RB RP TO UH WDT WP WP$ WRB . , : '' `` -LRB- -RRB- HYPH".split())
NEVER = frozenset("no not the a an this that these those yes but and or if he she it they we you i who what".split())
# A name less sure of its type than the first and of being a name at all than the second is faint; chosen on dev.
TYPE_SURE, NAME_SURE = 0.5, 0.9
LOOK_BACK = 400  # pieces within which an antecedent is sought
LINKED = 0.1  # the probability of a link that is told
LIKELY = math.log(LINKED)  # ... and how far its score lies below that of "none" at most
ROWS = 16  # anaphors of one product: numpy's own threads would fight the pool's over larger ones
HINT = 0.1  # cues this sure are told as hints; chosen low, as the grammar is to judge them
LONGEST = 200  # words of a sentence; what goes on for longer is no sentence, and its tree would cost the square of it


class Settings(msgspec.Struct, frozen=True):
    """What stands beside the weights in engine.json: where each head lies in the outputs, thresholds, calibration."""

    scores: dict[str, int]  # head -> number of columns, in order
    projections: dict[str, int]
    cue_threshold: float
    floor: float  # attributions less sure than this are not asserted
    null: float  # the score of "no antecedent"
    calibration: tuple[float, ...]  # bias, and the weights of the logits of cue, source and content


class _Kept(NamedTuple):
    """The pieces of one article that are read (title and paragraphs)."""

    article: Article
    stretches: tuple[Span, ...]
    pieces: Pieces


class _Scored(NamedTuple):
    """A window with its scores and projections, one row a piece, the special pieces left out."""

    window: Window
    scores: Floats
    projections: Floats


class Reading:
    """One article on its way through the encoder, in the engine's threads."""

    def __init__(self, engine: Engine, kept: _Kept) -> None:
        self._engine, self._kept = engine, kept
        self._jobs = windows(len(kept.pieces.ids), SIZE, OVERLAP)
        self._running: deque[Future[_Scored]] = deque()
        self._more()

    def _more(self) -> None:
        while len(self._running) < DEPTH and (job := next(self._jobs, None)):
            self._running.append(self._engine.submit(self._kept.pieces, job))

    def done(self) -> bool:
        """Return whether `signals` would return without waiting for the encoder."""
        return len(self._running) < DEPTH and all(f.done() for f in self._running)

    def cancel(self) -> None:
        """Let go of the windows that have not begun: nobody waits for them any more."""
        for future in self._running:
            future.cancel()

    def signals(self) -> Signals:
        """Return what the encoder says of the article; waits for it. To be asked once."""

        def scored() -> Iterator[_Scored]:
            while self._running:
                yield self._running.popleft().result()
                self._more()

        return self._engine.finish(self._kept, scored())


class Engine:
    """The encoder with its heads. Make one with `Engine.load()`; it holds no state between calls but its threads.

    Each window is a run of its own on one thread: so no product is cut in parts too small to be worth a thread, and
    the rest of the reading goes on meanwhile.
    """

    def __init__(
        self, session: Any, wordpiece: WordPiece, settings: Settings, weights: LinkWeights, heads: Floats, threads: int
    ) -> None:
        self._session, self._wordpiece, self._settings, self._weights = session, wordpiece, settings, weights
        self._heads = heads
        self._pool = ThreadPoolExecutor(threads, "onrecord-engine", give_way)
        self._columns = _slices(settings.scores)
        self._projections = _slices(settings.projections)

    @classmethod
    def load(
        cls, threads: int | None = None, folder: Path | None = None, settings: dict[str, Any] | None = None
    ) -> Engine:
        """Load the model that ships with the package, or that of `folder`; raises ModelError if it is not whole.

        `settings` replaces what engine.json says, by name: for whoever chooses thresholds.
        """
        if folder is not None:
            return cls._load(folder, threads, settings or {})
        with as_file(files("onrecord.engine").joinpath("models")) as path:
            return cls._load(path, threads, settings or {})

    @classmethod
    def _load(cls, folder: Path, threads: int | None, changes: dict[str, Any]) -> Engine:
        import onnxruntime as ort

        for name in ("engine.onnx", "engine.json", "engine.npz", "vocab.txt"):
            if not (folder / name).is_file():
                raise ModelError(f"{folder / name}: the engine's file is missing; install onrecord again")
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = ort.InferenceSession(
            str(folder / "engine.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW
        )
        raw = msgspec.json.decode((folder / "engine.json").read_bytes())
        settings = msgspec.convert(raw | changes, Settings)
        with np.load(folder / "engine.npz") as z:
            weights, heads = LinkWeights(z["near"], z["parts"], z["bias"], z["steps"]), z["heads"]
        wordpiece = WordPiece.load(folder / "vocab.txt")
        return cls(session, wordpiece, settings, weights, heads, threads or min(_cores(), THREADS))

    def scan(self, articles: Sequence[Article]) -> list[Signals]:
        """Return what the encoder says of each article's title and paragraphs, in the order given."""
        return [self.read(a) for a in articles]

    def read(self, article: Article) -> Signals:
        """Return what the encoder says of one article."""
        return self.start(article).signals()

    def start(self, article: Article) -> Reading:
        """Begin to read an article and return at once.

        No two windows share a run: 8-bit activations are scaled over a whole run, and the same article must give the
        same signals in any company.
        """
        return Reading(self, self._keep(article))

    def submit(self, pieces: Pieces, window: Window) -> Future[_Scored]:
        """Let a window of `pieces` go through the encoder."""
        return self._pool.submit(self._run, pieces, window)

    def finish(self, kept: _Kept, windows: Iterator[_Scored]) -> Signals:
        """Return the signals of an article whose windows have been scored."""
        count = len(kept.pieces.ids)
        scores = np.zeros((count, sum(self._settings.scores.values())), np.float32)
        keys = ("arc_dep", "arc_head", "coref_ana", "coref_ante")
        projected = {k: np.zeros((count, self._settings.projections[k]), np.float32) for k in keys}
        asked: list[Asked] = []
        linked: list[Linked] = []
        for w, s, p in windows:
            own = slice(w.first - w.start, w.last - w.start)
            scores[w.first : w.last] = s[own]
            for key in keys:
                projected[key][w.first : w.last] = p[own, self._projections[key]]
            asked += self._asked(w, s, p)
            if len(asked) > ASKED:
                linked += link(asked, self._weights)
                asked = []
        return self._signals(kept, scores, projected, linked + link(asked, self._weights))

    def _keep(self, article: Article) -> _Kept:
        title = (article.title.span,) if article.title and article.title.span else ()
        stretches = tuple(sorted((*title, *article.paragraphs)))
        pieces = encode(article.text, self._wordpiece)
        keep = np.zeros(len(pieces.ids), dtype=bool)
        gap = pieces.gap.copy()
        for s in stretches:
            i, j = np.searchsorted(pieces.starts, (s.start, s.end))
            keep[i:j] = True
            if i < j:
                gap[i] = max(gap[i], 2)
        if keep.all():
            return _Kept(article, stretches, pieces._replace(gap=gap))
        return _Kept(article, stretches, Pieces(*(x[keep] for x in pieces._replace(gap=gap))))

    def _run(self, pieces: Pieces, window: Window) -> _Scored:
        """Return a window's scores and projections."""
        n = window.end - window.start
        feats = np.zeros((4, 1, n + 2), dtype=np.int64)
        for f, values in enumerate((pieces.ids, pieces.shape, pieces.gap, pieces.quoted)):
            feats[f, 0, 1 : n + 1] = values[window.start : window.end]
        feats[0, 0, 0], feats[0, 0, n + 1] = CLS, SEP
        scores, projections = self._session.run(None, dict(zip(FEATURES, feats, strict=True)))
        return _Scored(window, scores[0, 1 : n + 1], projections[0, 1 : n + 1])

    def _asked(self, w: Window, scores: Floats, projections: Floats) -> list[Asked]:
        """Return the cues of a window's own part, each with what its linking asks for."""
        of_cues = scores[:, self._columns["cue"]]
        cues = find_cues(of_cues, self._settings.cue_threshold)
        cues += apart(find_cues(of_cues, HINT), cues)
        own = [c for c in cues if w.first <= w.start + c[0][0] < w.last]
        queries, keys = (projections[:, self._projections[k]] for k in ("link_cue", "link_token"))
        return [Asked((i, j), sure, w.start, queries[i:j].mean(0), keys) for (i, j), sure in own]

    def _signals(self, kept: _Kept, scores: Floats, projected: dict[str, Floats], linked: list[Linked]) -> Signals:
        text = kept.article.text
        if not len(kept.pieces.ids):
            return Signals(text, (), (), (), (), ())
        words = [(s.start + a, s.start + b) for s in kept.stretches for a, b in find_words(text[s.start : s.end])]
        spans = np.asarray(words, dtype=np.int64)
        first = first_pieces(spans, kept.pieces)
        word_scores = scores[first]
        sentences = self._sentences(kept, words, spans, word_scores)
        tokens = self._tokens(text, words, first, word_scores, sentences, projected)
        sure, hints = self._attributions(kept.pieces, linked)
        return Signals(
            text,
            tokens,
            sentences,
            self._names(tokens, word_scores),
            sure,
            self._links(tokens, first, projected),
            hints,
        )

    def _sentences(
        self, kept: _Kept, words: list[tuple[int, int]], spans: NDArray[np.int64], scores: Floats
    ) -> tuple[Sentence, ...]:
        start = scores[:, self._columns["start"]]
        opens = start[:, 1] > start[:, 0]
        for k in np.flatnonzero(opens).tolist():
            before, gap = words[k - 1], kept.article.text[words[k - 1][1] : words[k][0]]
            last = kept.article.text[before[1] - 1]
            # within a line, no sentence begins after a word or a comma
            opens[k] = k == 0 or "\n" in gap or not (last.isalnum() or last == ",")
        opens[0] = True
        for s in kept.stretches:
            k = int(np.searchsorted(spans[:, 0], s.start))
            if k < len(opens):
                opens[k] = True
        at = [0]
        for k in [*np.flatnonzero(opens).tolist()[1:], len(words)]:
            at += [*range(at[-1] + LONGEST, k, LONGEST), k]
        return tuple(Sentence(words[a][0], words[b - 1][1], a, b) for a, b in zip(at, at[1:], strict=False))

    def _tokens(
        self,
        text: str,
        words: list[tuple[int, int]],
        first: NDArray[np.int64],
        scores: Floats,
        sentences: tuple[Sentence, ...],
        projected: dict[str, Floats],
    ) -> tuple[Token, ...]:
        tags = scores[:, self._columns["tags"]].argmax(1)
        rels = scores[:, self._columns["rels"]]
        dep, head = projected["arc_dep"][first], projected["arc_head"][first]
        out: list[Token] = []
        for s in sentences:
            own = slice(s.first, s.last)
            tree = find_tree(dep[own] @ head[own].T, rels[own], tags[own], self._heads)
            for k, (h, rel) in enumerate(tree, s.first):
                a, b = words[k]
                word, tag = text[a:b], labels.TAGS[tags[k]]
                out.append(Token(a, b, word, lemma(word, tag), tag, labels.RELS[rel], h + s.first if h >= 0 else -1))
        return mend(out)

    def _names(self, tokens: tuple[Token, ...], scores: Floats) -> tuple[Name, ...]:
        """Return the names, less words that are none by their tags ("No", in a headline) and faint ones.

        A faint one that a surer name of the text ends in is kept: "Begin", of "Menachem Begin". So is a subject that
        the net left unnamed, if a person's name ends in it ("Begin said"); other words may be the month of May.
        """
        p = softmax(scores[:, self._columns["names"]])
        best = p.argmax(1)
        starts = [t.start for t in tokens]
        out: list[tuple[Name, list[str]]] = []
        faint: list[tuple[Name, list[str]]] = []
        for begin in range(1, len(labels.NAMES), 2):
            until = 0
            for i, j in runs(best, begin):
                if i < until:
                    continue  # the end of the name before
                if labels.NAMES[begin] == "B-PER":
                    until = j = end_of_name(tokens, i, j)
                if all(t.tag in CLOSED or t.lemma in NEVER for t in tokens[i:j]):
                    continue
                j = next((k for k in range(i + 1, j) if tokens[k].text == "("), j)  # an acronym is a name of its own
                sure = float((p[i:j, begin] + p[i:j, begin + 1]).mean())
                name = Name(Span(tokens[i].start, tokens[j - 1].end), labels.NAMES[begin][2:], round(sure, 4))  # type: ignore[arg-type]
                lost = sure < TYPE_SURE and 1 - float(p[i:j, 0].mean()) < NAME_SURE
                (faint if lost else out).append((name, [t.text for t in tokens[i:j]]))
        kept = [n for n, w in faint if any(whole[-len(w) :] == w for _, whole in out)]
        names = [n for n, _ in out] + kept
        surnames = {whole[-1] for n, whole in out if n.type == "PER" and len(whole) > 1}
        held = {k for n in names for k in range(bisect_left(starts, n.span.start), bisect_left(starts, n.span.end))}
        person = labels.NAMES.index("B-PER")
        for k, t in enumerate(tokens):
            if t.text in surnames and t.tag == "NNP" and t.rel.startswith("nsubj") and k not in held:
                names.append(Name(Span(t.start, t.end), "PER", round(float(p[k, person : person + 2].sum()), 4)))
        return tuple(sorted(names, key=lambda n: n.span))

    def _attributions(
        self, pieces: Pieces, linked: list[Linked]
    ) -> tuple[tuple[Attribution, ...], tuple[Attribution, ...]]:
        """Return the attributions that are asserted, and the hints: those of weaker cues and those under the floor."""
        sure: list[Attribution] = []
        hints: list[Attribution] = []
        for x in sorted(linked, key=lambda x: x.cue):
            a = self._attribution(pieces, x)
            asserted = x.cue_sure > self._settings.cue_threshold and a.confidence >= self._settings.floor
            (sure if asserted else hints).append(a)
        return tuple(sure), tuple(hints)

    def _attribution(self, pieces: Pieces, x: Linked) -> Attribution:
        def spans(ranges: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
            return tuple(Span(int(pieces.starts[a]), int(pieces.ends[b - 1])) for a, b in ranges)

        bias, *weights = self._settings.calibration
        odds = bias + sum(
            w * _logit(p) for w, p in zip(weights, (x.cue_sure, x.source_sure, x.content_sure), strict=True)
        )
        confidence = round(1 / (1 + math.exp(-odds)), 4)
        return Attribution(spans(x.source), spans((x.cue,)), spans(x.content), confidence, VERSION)

    def _links(
        self, tokens: tuple[Token, ...], first: NDArray[np.int64], projected: dict[str, Floats]
    ) -> tuple[Link, ...]:
        """Return for each noun and pronoun the best antecedents and their probabilities (at least `LINKED`)."""
        at = np.array([k for k, t in enumerate(tokens) if t.tag in NOUN], dtype=np.int64)
        if len(at) < 2:
            return ()
        pos = first[at]
        ana, ante = projected["coref_ana"][pos], projected["coref_ante"][pos]
        null, lows = self._settings.null, np.searchsorted(pos, pos - LOOK_BACK)
        out: list[Link] = []
        for begin in range(1, len(at), ROWS):
            own = np.arange(begin, min(begin + ROWS, len(at)))
            low = int(lows[begin])
            s = ana[own] @ ante[low : own[-1]].T * 0.2
            others = np.arange(low, own[-1])
            s[(others >= own[:, None]) | (others < lows[own, None])] = -np.inf
            best = s.max(1)
            rows = np.flatnonzero(best > null + LIKELY)  # the others have no link that would be told
            s, top = s[rows], np.maximum(best[rows, None], null)
            e = np.exp(s - top)
            p = e / (e.sum(1, keepdims=True) + np.exp(null - top))
            for row, column in np.argwhere(p > LINKED).tolist():
                out.append(Link(int(at[begin + rows[row]]), int(at[low + column]), round(float(p[row, column]), 4)))
        return tuple(out)


def give_way() -> None:
    """Let this thread wait for others where cores are few: whoever resolves what is read holds up everything behind it.

    Only Linux has priorities of threads. Where one may not be lowered, nothing changes.
    """
    if hasattr(os, "uname") and os.uname().sysname == "Linux":  # there, nice() is of the thread, not of the process
        with suppress(OSError):
            os.nice(BEHIND)


def _slices(sizes: dict[str, int]) -> dict[str, slice]:
    out, at = {}, 0
    for name, size in sizes.items():
        out[name] = slice(at, at + size)
        at += size
    return out


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
