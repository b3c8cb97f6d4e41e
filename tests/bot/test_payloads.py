from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.payloads import ALLOWED, PayloadError, read_payload

ROOT = Path(__file__).parent.parent.parent


def test_a_tap_is_sure_and_carries_arguments() -> None:
    read = read_payload('/attachment{"kinds": ["image"]}')
    assert read["intent"] == {"name": "attachment", "confidence": 1.0}
    assert [(e["entity"], e["value"]) for e in read["entities"]] == [("kinds", ["image"])]


@pytest.mark.parametrize("payload", ["/greet ", "/Greet", "/greet@0.5", "/greet{}x", '/greet{"a":1}', "/restart"])
def test_the_form_is_exact(payload: str) -> None:
    with pytest.raises(PayloadError):
        read_payload(payload)


def test_flows_and_allow_list_agree() -> None:
    flows = (ROOT / "docs/flows.md").read_text(encoding="utf-8")
    section = flows.partition("## Payloads")[2].partition("\n## ")[0]
    named = set(re.findall(r"`/([a-z_]+)", section))
    assert named == set(ALLOWED)


def test_every_button_is_an_intent_of_the_domain_with_its_arguments() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert set(ALLOWED) <= set(domain["intents"])
    assert {name for rules in ALLOWED.values() for name in rules} <= set(domain["entities"])
