from __future__ import annotations

import json
import unicodedata

from rasa.shared.nlu.training_data.message import Message

from bot.quantities import QuantityExtractor, find_quantities

TEXT = "Lương 5tr5, làm 2 năm 3 tháng, từ tháng 5/2025, bị trừ 30%"


def values(text: str) -> dict[str, object]:
    return {e["entity"]: e["value"] for e in find_quantities(text)}


def test_all_four_kinds() -> None:
    assert values(TEXT) == {
        "money": 5_500_000,
        "duration": {"years": 2, "months": 3},
        "date": {"kind": "month", "month": 5, "year": 2025},
        "percent": 30,
    }


def test_nothing_is_resolved_against_a_day() -> None:
    assert values("tháng trước")["date"] == {"kind": "relative", "unit": "month", "offset": -1}


def test_offsets_hold_on_nfd() -> None:
    text = unicodedata.normalize("NFD", f"ở\u200b {TEXT}")
    spans = {e["entity"]: unicodedata.normalize("NFC", text[e["start"] : e["end"]]) for e in find_quantities(text)}
    assert spans["money"] == "5tr5"
    assert spans["percent"] == "30%"
    assert spans["date"].endswith("5/2025")


def test_component_keeps_what_others_found() -> None:
    other = {"entity": "province", "start": 30, "end": 33, "value": "hue", "extractor": "LegalRuler"}
    message = Message({"text": TEXT, "entities": [other]})
    QuantityExtractor({}).process([message])
    entities = message.get("entities")
    assert other in entities
    assert len(entities) == 5
    assert [e["start"] for e in entities] == sorted(e["start"] for e in entities)
    json.dumps(entities)
