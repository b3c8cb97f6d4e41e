"""The YAML of the calculations: read, checked, and wrong files told with their line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge_base import KnowledgeBase, KnowledgeError
from knowledge_base.entitlements import get_spec, list_names
from knowledge_base.entitlements.checks import check_entitlements
from knowledge_base.entitlements.registry import FOLDER
from knowledge_base.law.faults import Faults
from knowledge_base.text.normalize import nfc


def spoiled(tmp_path: Path, kb: KnowledgeBase, old: str, new: str, name: str = "severance") -> list[str]:
    """The faults after a replacement in one file of a copy."""
    root = Path(shutil.copytree(FOLDER, tmp_path / "entitlements"))
    path = root / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = Faults()
    check_entitlements(kb, faults, root)
    return [str(fault) for fault in faults]


def test_every_calculation_fits_the_law(shipped: KnowledgeBase) -> None:
    faults = Faults()
    assert check_entitlements(shipped, faults) == len(list_names()) == 29
    assert [str(fault) for fault in faults] == []


def test_a_shared_fact_lends_what_a_calculation_does_not_say() -> None:
    wage = get_spec("overtime").facts["monthly_wage"]
    assert "ăn ca" in wage.question
    assert wage.limits is not None and wage.kind == "money"


def test_null_takes_a_shared_key_away() -> None:
    assert get_spec("net_pay").facts["dependents"].default is None


def test_at_most_four_questions_are_always_asked() -> None:
    for name in list_names():
        asked = [fact for fact in get_spec(name).facts.values() if fact.required == "yes" and not fact.when]
        assert len(asked) <= 4, name


def test_texts_are_nfc_and_buttons_fit() -> None:
    for name in list_names():
        spec = get_spec(name)
        assert all(nfc(text) == text for text in spec.texts()), name
        buttons = [choice.button for fact in spec.facts.values() for choice in fact.choices]
        assert all(len(button) <= 20 for button in (spec.button, *buttons)), name


def test_an_unknown_calculation_is_told_with_the_known_ones() -> None:
    with pytest.raises(KnowledgeError, match="severance"):
        get_spec("pocket_money")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("topics: [severance_allowance,", "topics: [pocket_money,", "pocket_money"),
        ("title: ", "titel: ", "titel"),
        ("article: '46'", "article: '946'", "946"),
        ("clause: '2'", "clause: '29'", "29"),
        ("{severance.per_year}", "{severance.per_life}", "severance.per_life"),
        ("unless: [worked]", "unless: [wirked]", "wirked"),
        ("required: true", "required: perhaps", "perhaps"),
        ("id: severance", "id: Severance", "Severance"),
        ("button: Trợ cấp thôi việc", "button: Trợ cấp thôi việc cho mọi người", "20"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, shipped: KnowledgeBase, old: str, new: str, told: str) -> None:
    faults = spoiled(tmp_path, shipped, old, new)
    assert any(told in fault and fault.startswith("entitlements/severance.yaml") for fault in faults), faults


def test_a_fault_names_its_line(tmp_path: Path, shipped: KnowledgeBase) -> None:
    faults = spoiled(tmp_path, shipped, "required: true", "required: perhaps")
    line = next(fault for fault in faults if "perhaps" in fault).split(":")[1]
    assert int(line) > 1
