"""The crosswalk to CAMEO."""

from __future__ import annotations

import re
from importlib import resources
from tomllib import loads
from typing import get_args

import pytest

import trees
from onrecord.events import code_events
from onrecord.events.cameo import cameo_code
from onrecord.types import Status


@pytest.mark.parametrize(
    ("type_", "mode", "status", "code"),
    [
        ("CONSULT", "call", "happened", "041"),
        ("CONSULT", "meet", "happened", "040"),
        ("CONSULT", "meet", "planned", "036"),
        ("CONSULT", "negotiate", "refused", "125"),
        ("CONSULT", "meet", "demanded", "026"),
        ("ASSAULT", None, "planned", "138"),
        ("ASSAULT", None, "refused", None),
        *(("CONSULT", "meet", status, None) for status in ("denied", "absent", "hypothetical")),
    ],
)
def test_the_code_follows_type_mode_and_status(type_, mode, status, code):
    assert cameo_code(type_, mode, status) == code


def test_every_type_that_is_coded_has_a_code_when_it_happens():
    rules = loads(resources.files("onrecord.data").joinpath("plover.toml").read_text("utf-8"))["rule"]
    codes = {(r["type"], r.get("mode")): cameo_code(r["type"], r.get("mode"), "happened") for r in rules}
    assert all(re.fullmatch(r"\d\d\d?", code) for (type_, _), code in codes.items() if type_ != "NONE")


def test_no_status_outside_the_contract_is_mapped():
    from onrecord.events.cameo import TABLE

    assert set(TABLE) <= set(get_args(Status))


@pytest.mark.parametrize(
    ("text", "code"),
    [("Alder met Birch at Lake Meadow in May.", "040"), ("Alder did not meet Birch.", None)],
)
def test_events_carry_their_code(text, code):
    (event,) = code_events(trees.signals(text), trees.article(text), trees.entities(text), (), ())
    assert event.cameo == code
