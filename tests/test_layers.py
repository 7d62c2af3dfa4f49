"""The shape of the program, read from its imports: types at the bottom, pure stages, I/O at the two ends."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import onrecord

SRC = Path(onrecord.__file__).parent
EDGES = {"capture", "store", "cli", "web"}
# Each room, and what it may know of the others beside itself. Whatever is not listed is a stage or serves one.
MAY_KNOW = {
    "types": set(),
    "errors": set(),
    "text": {"types"},
    "rows": {"text", "types"},
    "query": {"errors", "rows", "text", "types"},
    "render": {"errors", "query", "rows", "text", "types"},
    "store": {"__init__", "actors", "errors", "query", "rows", "text", "types"},
    "capture": {"dates", "errors", "text", "types", "data"},
}
ANY = {"pipeline", "cli", "web", "__init__"}
# What a pure stage has no use for: the world outside, the clock, chance.
IO = {
    "asyncio", "getpass", "httpx", "logging", "os", "platform", "platformdirs", "random", "requests", "rich", "secrets",
    "shutil", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "typer", "urllib.request",
    "uuid",
}  # fmt: skip
PURE_CALLS = {"open", "print", "input", "exit"}
# The engine asks how many cores there are; rich draws the card, and the command line prints it.
EXCUSED = {("engine", "os"), ("render", "rich")}


def room_of(path):
    return path.relative_to(SRC).parts[0].removesuffix(".py")


FILES = sorted(SRC.rglob("*.py"))
ROOMS = sorted({room_of(path) for path in FILES})
STAGES = [room for room in ROOMS if room not in {*EDGES, *ANY}]


def imports(tree):
    """Yield the full name of each module that is imported, wherever in the file; not what is for the type checker."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module
            if node.module == "onrecord":
                yield from (f"onrecord.{alias.name}" for alias in node.names if alias.name in ROOMS)


def files_of(room):
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in FILES if room_of(path) == room]


def known_by(room):
    """Return the rooms that `room` imports from, beside itself."""
    found = set()
    for _, tree in files_of(room):
        for name in imports(tree):
            if name == "onrecord":
                found.add("__init__")
            elif name.startswith("onrecord."):
                found.add(name.split(".")[1])
    return found - {room}


def test_there_is_something_to_read():
    assert {"types", "pipeline", "cli", "store", "capture"} <= set(ROOMS)


@pytest.mark.parametrize("room", sorted(MAY_KNOW))
def test_a_room_knows_only_what_it_may(room):
    known = known_by(room)
    if room == "store":  # `from onrecord import __version__`, which needs nothing loaded
        known |= {"__init__"}
    assert known <= MAY_KNOW[room]


@pytest.mark.parametrize("room", STAGES)
def test_a_stage_knows_no_edge(room):
    assert not known_by(room) & {"capture", "store", "cli", "web", "pipeline", "render", "__init__"}


@pytest.mark.parametrize("room", STAGES)
def test_a_stage_does_no_io(room):
    for path, tree in files_of(room):
        named = set(imports(tree))
        used = (named | {name.split(".")[0] for name in named}) & IO
        used -= {module for excused, module in EXCUSED if excused == room}
        assert not used, f"{path.name} imports {used}"
        calls = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
        assert not calls & PURE_CALLS, f"{path.name} calls {calls & PURE_CALLS}"


def test_nothing_goes_round_in_circles():
    graph = {room: known_by(room) - {"__init__"} for room in ROOMS if room != "__init__"}
    done = set()
    while ready := [room for room in graph if room not in done and graph[room] <= done]:
        done |= set(ready)
    assert done == set(graph), f"in a circle: {sorted(set(graph) - done)}"


def test_only_the_command_line_prints():
    for path in FILES:
        if room_of(path) in ("cli", "web"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
        assert not calls & {"print", "sys.exit", "exit"}, path.name
