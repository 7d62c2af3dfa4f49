"""Write docs/cli.md from the commands' own help: `python scripts/cli_docs.py`."""

from __future__ import annotations

from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from onrecord.cli import app

DOCS = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
HEAD = """\
# The commands

Made by `python scripts/cli_docs.py` from what `--help` prints. Exit codes: 0 all was read; 1 some input failed (the
others were still read), or the record file could not be used; 2 the command was not understood. Standard output is
only data; all else goes to standard error.
"""


def commands() -> dict[str, object]:
    """Return the commands by name, in the order of the help; those of a group as "roster show"."""
    found: dict[str, object] = {}
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found |= {f"{name} {n}": c for n, c in inner.items()} if inner else {name: command}
    return found


def render() -> str:
    """Return the page."""
    return HEAD + "".join(f"\n## onrecord {name}\n\n```text\n{_help(name)}\n```\n" for name in commands())


def _help(name: str) -> str:
    words = [*name.split(), "--help"]
    lines = CliRunner().invoke(app, words, prog_name="onrecord", terminal_width=100).output.splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n")


if __name__ == "__main__":
    DOCS.write_text(render(), encoding="utf-8")
