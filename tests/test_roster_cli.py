"""The roster's commands, an import of each kind through them, and the script that builds the roster that ships."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from onrecord import pipeline
from onrecord.actors import Term
from onrecord.actors.importing import BadRow, Post, Row, read_rows
from onrecord.cli import app
from onrecord.types import Failure
from records import TEXT, report

OWN = ("--roster", "own.db")
DB = ("--db", "records.db")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Stand in an empty folder; a report that starts with a name has that person for its first."""

    def read(captures, *_, **__):
        for c in captures:
            if isinstance(c, Failure):
                yield c
                continue
            made = report()
            first, *rest = made.entities
            name = Path(c.name).stem.replace("-", " ").title()
            yield replace(
                made, id=c.origin.sha256, capture=c.origin, entities=(replace(first, name=name, actor=None), *rest)
            )

    monkeypatch.setattr(pipeline, "read_captures_into_records", read)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return tmp_path


def run(*args, code=0):
    done = CliRunner().invoke(app, list(args), catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done


# --- the user's roster ------------------------------------------------------------------------------------------------


def test_show_draws_an_actor_of_the_shipped_roster():
    drawn = run("roster", "show", "Iceland", *DB).stdout
    assert "Reykjavik" in drawn
    known = json.loads(run("roster", "show", "IS", "--json", *DB).stdout)
    assert (known["id"], known["iso3"]) == ("IS", "ISL")


def test_show_of_nobody_is_an_error():
    assert "roster add" in run("roster", "show", "Ilse Maren", *DB, code=1).stderr


def test_what_is_added_is_shown_and_what_is_known_adds_to():
    office = ("--title", "Mayor", "--start", "2001", "--end", "2005-03")
    run("roster", "add", "Ilse Maren", "--country", "NO", "--id", "u.ilse", *office, *OWN)
    run("roster", "add", "Ilse Marén", "--country", "NO", "--id", "u.ilse", "--title", "Envoy", "--start", "2010", *OWN)
    actor = json.loads(run("roster", "show", "Ilse Maren", "--json", *OWN, *DB).stdout)
    assert [t["title"] for t in actor["terms"]] == ["Mayor", "Envoy"]
    then = json.loads(run("roster", "show", "u.ilse", "--date", "2003-05-01", "--json", *OWN, *DB).stdout)
    assert [t["title"] for t in then["terms"]] == ["Mayor"]


@pytest.mark.parametrize("wrong", [("--start", "2001"), ("--country", "Norway"), ("--type", "ship")])
def test_an_actor_that_cannot_be_is_refused(wrong):
    run("roster", "add", "Ilse Maren", *wrong, *OWN, code=2)
    assert not Path("own.db").exists()


def test_an_import_tells_what_is_no_good_and_keeps_the_rest():
    rows = "name,country,title,start,end\nIlse Maren,NO,Mayor,2001,2005\nAda Torv,SE,Mayor,2010,2001\n"
    with gzip.open("people.csv.gz", "wt", encoding="utf-8") as f:
        f.write(rows)
    done = run("roster", "import", "people.csv.gz", *OWN, code=1)
    assert "people.csv.gz:3:" in done.stderr
    assert "1 actors, 0 offices, 1 bad rows" in done.stderr
    assert "2001" in run("roster", "show", "Ilse Maren", *OWN, *DB).stdout


def test_check_finds_the_double():
    run("roster", "add", "Ilse Maren", "--id", "a", *OWN)
    run("roster", "check", *OWN)
    run("roster", "add", "Ilse Maren", "--id", "b", *OWN)
    assert "2 actors (person) bear the name" in run("roster", "check", *OWN, code=1).stdout


def test_a_file_that_is_no_roster_is_an_error():
    Path("own.db").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    assert "own.db" in run("roster", "check", *OWN, code=1).stderr


# --- imports ----------------------------------------------------------------------------------------------------------


def test_wikidata_s_lines_give_persons_bodies_and_offices():
    def item(id_, label, **claims):
        return json.dumps({"id": id_, "labels": {"en": {"value": label}}, "aliases": {}, "claims": claims})

    def value(id_, **qualifiers):
        return {"mainsnak": {"datavalue": {"value": {"id": id_}}}, "qualifiers": qualifiers}

    since = [{"datavalue": {"value": {"time": "+1980-08-01T00:00:00Z", "precision": 10}}}]
    person = item("Q1", "Edda Falk", P31=[value("Q5")], P27=[value("Q189")], P39=[value("Q3", P580=since)])
    nameless = json.dumps({"id": "Q4", "labels": {}, "claims": {"P31": [value("Q5")]}})
    lines = ["[", person + ",", item("Q2", "Harbour Guild", P31=[value("Q43229")]) + ",", nameless + ","]
    lines += [item("Q3", "Harbour Master", P279=[value("Q9")]), "]"]
    edda, guild, bad, post = read_rows(lines, {"Q189": "IS"}, "dump")
    assert isinstance(edda, Row)
    assert (edda.actor.country, edda.actor.wikidata, guild.actor.type) == ("IS", "Q1", "organization")
    assert (type(bad), bad.line) == (BadRow, 4)
    assert post == Post(2, "Q1", Term("Harbour Master", "1980-08", source="dump"))


# --- people of no roster ----------------------------------------------------------------------------------------------


def test_people_are_merged_split_logged_and_undone():
    for name in ("ilse-maren", "edda-falk"):
        Path(f"{name}.txt").write_text(f"{TEXT}\n{name}", encoding="utf-8")
    run("roster", "add", "Harbour Guild", "--type", "organization", *OWN)
    run("add", "ilse-maren.txt", "edda-falk.txt", *OWN, *DB)
    ids = [json.loads(run("roster", "show", name, "--json", *DB).stdout)["id"] for name in ("Ilse Maren", "Edda Falk")]
    assert len(set(ids)) == 2
    number = run("roster", "merge", *ids, *DB).stderr.split()[1].rstrip(":")
    assert json.loads(run("roster", "show", "Edda Falk", "--json", *DB).stdout)["id"] == ids[0]
    run("roster", "undo", number, *DB)
    assert json.loads(run("roster", "show", "Edda Falk", "--json", *DB).stdout)["id"] == ids[1]
    assert "(undone)" in run("roster", "log", *DB).stdout
    run("roster", "undo", number, *DB, code=1)
    known = json.loads(run("roster", "show", "Edda Falk", "--json", *DB).stdout)
    run("roster", "split", known["id"], known["reports"][0][:8], *DB)
    assert len(run("roster", "log", *DB).stdout.splitlines()) == 2


# --- the script that builds the roster --------------------------------------------------------------------------------


HEAD = {
    "iso3": "NOV", "title": "President of", "role": "chief of state", "end": None, "first_seen": "1991-01",
    "last_seen": "1992-01", "current_at_snapshot": False,
}  # fmt: skip


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Return the script as a module, in a folder of tiny tables."""
    path = Path(__file__).parent.parent / "scripts/build_roster.py"
    spec = importlib.util.spec_from_file_location("build_roster", path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "build_roster", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROSTER", tmp_path)
    tables = {
        "countries": "NO|Norvia||Norvian||Norv|Harbour Palace",
        "organizations": "guild|organization|NO|Harbour Guild|Guild of the Harbour",
        "bodies": "mfa|government|Ministry of Foreign Affairs (%)|foreign ministry|\n"
        "mod|government|Ministry of Defence (%)|defence ministry|NO=\n"
        "forces|organization|@ Forces|armed forces|NO=guild",
        "former": "NW|NW|Norvian League||Leaguer|Norv|1950-06-01|NO",
        "hosts": "",
        "leaders": "NO|NOV|President|Maren=Ilse Maren",
        "people": "NO|Ilse Maren|Ilse M. Maren|Mayor/1979-05-01/1981\nNO|Edda Falk||Envoy@guild/1984/",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    return module


def test_the_script_puts_the_sources_together(build, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "data/actors"
    folder.mkdir(parents=True)
    sources = {
        "countries": [{"iso2": "NO", "iso3": "NOV", "wikidata": "Q1"}],
        "leaders_reign": [],
        "leaders_factbook": [
            {**HEAD, "name": "Norvia Ole Đinđić", "surname": "Đinđić", "start": "1990-05-01"},
            {**HEAD, "title": "President", "name": "Ole DJINDJIC", "surname": "DJINDJIC", "start": "1990-05-01"},
        ],
        "cabinets_2019": [
            {"country": "Norvia", "office": "Min. of Foreign Affairs", "name": "Edda FALK"},
            {"country": "Nowhere", "office": "Minister of Defense", "name": "Ada TORV"},
        ],
    }
    for name, rows in sources.items():
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as f:
            f.writelines(json.dumps(row) + "\n" for row in rows)
    monkeypatch.setattr(sys, "argv", ["build_roster.py", "--data", str(tmp_path / "data")])
    build.main()
    assert "3 of them persons" in capsys.readouterr().out
    actors = {a["id"]: a for a in map(json.loads, (tmp_path / "roster.jsonl").read_text("utf-8").splitlines())}
    people = {"no.ilse-maren", "no.edda-falk", "no.ole-djindjic"}
    assert set(actors) == {"NO", "NW", "guild", "no-mfa", "harbour-palace", *people}
    assert actors["no-mfa"]["name"] == "Ministry of Foreign Affairs (Norvia)"
    assert {"=norvian foreign ministry", "=norvias foreign ministry"} <= set(actors["no-mfa"]["keys"])
    assert {"=harbour guild", "=norvias armed forces"} <= set(actors["guild"]["keys"])  # a body with a line of its own
    assert len(actors["no.ole-djindjic"]["terms"]) == 1  # told twice, of one office from one day on
    assert actors["NO"]["cow"] == "NOV"
    assert (actors["NW"]["ended"], actors["NW"]["heir"]) == ("1950-06-01", "NO")
    assert actors["no.edda-falk"]["terms"][0]["org"] == "guild"
    assert {"=ilse maren", "^NO"} <= set(actors["no.ilse-maren"]["keys"])


def test_the_script_keeps_the_persons_where_there_is_no_data(build, tmp_path, monkeypatch):
    kept = {"id": "no.ada-torv", "type": "person", "name": "Ada Torv", "country": "NO"}
    (tmp_path / "roster.jsonl").write_text(json.dumps(kept) + "\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["build_roster.py"])
    build.main()
    assert '"no.ada-torv"' in (tmp_path / "roster.jsonl").read_text("utf-8")
