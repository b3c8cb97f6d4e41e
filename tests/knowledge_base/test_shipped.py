"""The law that is shipped."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import yaml

import knowledge_base
from knowledge_base import KnowledgeBase
from knowledge_base.law.faults import Faults
from knowledge_base.law.transitions import check_transitions, transitions
from knowledge_base.search.index import build_index
from knowledge_base.text import fold

ROOM = Path(knowledge_base.__file__).parent
FOLDERS = ("documents", "parameters", "faq")


def test_it_loads_and_was_checked(shipped: KnowledgeBase) -> None:
    assert shipped.checked_until >= date(2026, 11, 23)
    assert len(shipped.topics) == 75
    assert len(shipped.dialogue_acts) == 27


def test_every_entry_is_told_on_each_day_that_it_holds(shipped: KnowledgeBase) -> None:
    for entry in shipped.faq.values():
        for on in {entry.valid_from, min(entry.valid_to or shipped.checked_until, shipped.checked_until)}:
            if not entry.is_valid(on):
                continue
            answer = shipped.render(entry, on)
            assert "{" not in answer.text, entry.id
            assert answer.holds_from <= on, entry.id
            assert len(answer.text) <= 900, entry.id


def test_every_article_is_told_within_its_room(shipped: KnowledgeBase) -> None:
    for document in shipped.documents.values():
        for article in document.articles.values():
            for version in article.versions:
                on = version.effective_from
                if on is not None:
                    assert len(shipped.render_article(version, on)) <= 700, version.id


def test_every_article_is_found_by_its_number(shipped: KnowledgeBase) -> None:
    for document in shipped.documents.values():
        assert shipped.find_document(document.number) is document
        for article in document.articles.values():
            for version in article.versions:
                if version.effective_from is not None and version.effective_from <= shipped.checked_until:
                    on = version.effective_from
                    assert shipped.get_article(document.number, article.article, on) is version


def test_every_entry_has_six_questions_that_differ(shipped: KnowledgeBase) -> None:
    for entry in shipped.faq.values():
        assert len({fold(question) for question in entry.questions}) >= 6, entry.id


def test_every_file_is_nfc() -> None:
    for path in sorted(ROOM.rglob("*.yaml")):
        assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8")), path


def test_the_34_provinces_hold_the_former_63(shipped: KnowledgeBase) -> None:
    assert len(shipped.provinces) == 34
    held = [name for province in shipped.provinces.values() for name in province.holds]
    assert len(held) == len(set(held)) == 63
    assert sum(province.city for province in shipped.provinces.values()) == 6
    found = shipped.directory.find_province("binh duong")
    assert found is not None
    assert found.id == "ho_chi_minh"


def test_the_fixed_words_have_a_unit_for_each_kind_of_value() -> None:
    from knowledge_base.law.parameters import UNITS

    told = yaml.safe_load((ROOM / "phrases.yaml").read_text(encoding="utf-8"))
    assert set(told["units"]) == set(UNITS)


def test_every_rule_of_transition_names_law_that_exists(shipped: KnowledgeBase) -> None:
    faults = Faults()
    check_transitions(transitions(), shipped, faults)
    faults.raise_if_any()
    assert len(transitions()) >= 10


def test_the_place_of_work_is_not_held_against_an_answer(shipped: KnowledgeBase) -> None:
    index = build_index(shipped)
    for place in ("Thủ Dầu Một", "long thành, đồng nai", "Bình Dương"):
        hits = index.find(f"lương tối thiểu ở {place}", date(2026, 11, 23)).hits
        assert next(hit.foreign_share for hit in hits if hit.unit.id == "faq:minimum_wage.regions") == 0.0, place
