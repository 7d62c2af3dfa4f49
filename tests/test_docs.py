"""Documentation is run: every field has its line, every command of the README prints what it says."""

from __future__ import annotations

import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import cli_docs
import msgspec
import pytest
import readme

from onrecord import types

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
STRUCTS = [
    struct
    for _, struct in inspect.getmembers(types, inspect.isclass)
    if issubclass(struct, msgspec.Struct) and struct.__module__ == types.__name__
]


def fields_documented():
    """Return type -> the fields that docs/record.md has a line for."""
    found: dict[str, list[str]] = {}
    name = None
    for line in (ROOT / "docs" / "record.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            name = line.removeprefix("### ")
            found[name] = []
        elif name and (row := re.match(r"\| `(\w+)` \| .+ \|$", line)):
            found[name].append(row[1])
    return found


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_every_field_has_its_line(struct):
    assert fields_documented()[struct.__name__] == list(struct.__struct_fields__)


def test_no_line_without_a_type():
    assert fields_documented().keys() == {struct.__name__ for struct in STRUCTS}


# --- the README -------------------------------------------------------------------------------------------------------


def blocks(language):
    """Return the README's fenced blocks in `language`."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def shell_commands():
    """Return the README's commands: lines of its sh blocks, continued ones joined."""
    lines = "".join(blocks("sh")).replace("\\\n", " ").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_two_commands_for_a_fresh_machine():
    installs = [c for c in shell_commands() if "pip install" in c]
    assert [c.split("&&")[-1].split()[0].rsplit("/")[-1] for c in installs] == ["onrecord", "pytest"]


@pytest.fixture
def folder(tmp_path):
    """Return a folder that a reader of the README could stand in: it has the examples."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("block", [b for b in blocks("sh") if "pip install" not in b])
def test_readme_commands_run(block, folder):
    done = run(["bash", "-euo", "pipefail", "-c", KEEP_FIRST + block], folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout


KEEP_FIRST = "onrecord add examples --db record.db\n"  # what a later block may ask of


@pytest.mark.slow
@pytest.mark.parametrize("block", blocks("python"))
def test_readme_python_runs(block, folder):
    done = run([sys.executable, "-c", block], folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def run(words, folder):
    """Run `words` in `folder` with this environment's commands, and with no home but the folder."""
    env = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(folder), "PYTHONUTF8": "1"}
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, timeout=120, encoding="utf-8")


LINKED = [
    (path, target)
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "eval" / "README.md"]
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("path", "target"), LINKED)
def test_links_lead_somewhere(path, target):
    assert (path.parent / target).exists(), f"{path.name} links to {target}"


# --- the commands -----------------------------------------------------------------------------------------------------


def test_every_command_has_its_place():
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## onrecord ([\w ]+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    documented = {name: set(re.findall(r"(?<!\S)--[a-z-]+", section)) for name, section in sections.items()}
    commands = cli_docs.commands()
    assert documented == {
        name: {option for p in command.params for option in p.opts if option.startswith("--")} | {"--help"}
        for name, command in commands.items()
    }, "run python scripts/cli_docs.py"


@pytest.mark.slow
def test_readme_shows_what_is_printed():
    """All but two figures that differ between makes of processor, as tests/golden has them for this example."""
    shown, printed = (re.sub(r"\d+(?=% sure| other events)", "0", page) for page in (README, readme.render(README)))
    assert printed == shown, "run python scripts/readme.py"
