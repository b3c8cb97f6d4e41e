"""The transition rules: what an answer adds for acts, births and filings before a change of law."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

import knowledge_base
from knowledge_base import KnowledgeBase
from knowledge_base.law.faults import Faults
from knowledge_base.law.models import Citation
from knowledge_base.law.render import render_entry
from knowledge_base.law.transitions import check_transitions, read_transitions, transitions, transitions_for

TODAY = date(2026, 11, 23)
FINE, FINES_SINCE = Citation("283/2026/NĐ-CP", "23", "2"), date(2026, 9, 10)
BIRTH = Citation("45/2019/QH14", "139", "1")
FILE = Path(knowledge_base.__file__).parent / "law" / "transitions.yaml"


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return knowledge_base.load()


def ids(kb: KnowledgeBase, citation: Citation, act_date: date | None, **facts: date) -> list[str]:
    return [note.transition for note in transitions_for(kb, [citation], TODAY, act_date, facts)]


CASES: list[tuple[Citation, date | None, dict[str, date], list[str]]] = [
    (FINE, date(2026, 9, 9), {}, ["fines_2026"]),
    (FINE, date(2026, 9, 10), {}, []),
    (FINE, None, {}, []),
    (Citation("12/2022/NĐ-CP", "17"), date(2026, 5, 31), {}, ["fines_2026"]),
    (BIRTH, date(2026, 6, 30), {}, ["second_child_2026", "second_child_on_leave_2026"]),
    (BIRTH, date(2026, 7, 1), {}, []),
    (BIRTH, date(2025, 12, 31), {}, ["second_child_2026"]),
    (Citation("41/2024/QH15", "59"), date(2025, 6, 30), {}, ["sickness_maternity_2025"]),
    (Citation("41/2024/QH15", "59"), date(2025, 7, 1), {}, []),
    (Citation("41/2024/QH15", "40"), date(2025, 6, 30), {}, ["arrears_2025"]),
    (Citation("41/2024/QH15", "70", "1"), date(2025, 6, 30), {}, []),
    (Citation("41/2024/QH15", "70", "1"), None, {"first_contribution": date(2025, 6, 30)}, ["lump_sum_2025"]),
    (Citation("41/2024/QH15", "70", "1"), None, {"first_contribution": date(2025, 7, 1)}, ["lump_sum_2025"]),
    (Citation("74/2025/QH15", "38"), date(2025, 12, 31), {}, ["unemployment_2026"]),
    (Citation("74/2025/QH15", "38"), date(2026, 1, 1), {}, []),
    (Citation("74/2025/QH15", "38"), date(2024, 12, 31), {}, []),
    (Citation("293/2025/NĐ-CP", "3", "1"), None, {"hire": date(2025, 12, 31)}, ["min_wage_area_2026"]),
    (Citation("293/2025/NĐ-CP", "3", "1"), None, {"hire": date(2026, 1, 1)}, []),
    (Citation("45/2019/QH14", "35"), date(2020, 1, 1), {}, []),
]


@pytest.mark.parametrize(("citation", "act_date", "facts", "expected"), CASES)
def test_the_notes_of_an_answer(
    shipped: KnowledgeBase, citation: Citation, act_date: date | None, facts: dict[str, date], expected: list[str]
) -> None:
    assert ids(shipped, citation, act_date, **facts) == expected


def test_the_lump_sum_note_differs_by_the_first_contribution(shipped: KnowledgeBase) -> None:
    citation = Citation("41/2024/QH15", "70")
    texts = {
        transitions_for(shipped, [citation], TODAY, None, {"first_contribution": day})[0].text
        for day in (date(2025, 6, 30), date(2025, 7, 1))
    }
    assert len(texts) == 2


def test_what_the_law_leaves_open_is_marked_for_a_person(shipped: KnowledgeBase) -> None:
    notes = transitions_for(shipped, [BIRTH], TODAY, date(2026, 6, 1))
    assert [note.human for note in notes] == [False, True]


def test_every_place_exists_and_each_note_is_short(shipped: KnowledgeBase) -> None:
    faults = Faults()
    check_transitions(transitions(), shipped, faults)
    assert [str(fault) for fault in faults] == []
    for rule in transitions():
        assert shipped.find_article(rule.citation.document, rule.citation.article, TODAY) is not None, rule.id
        for text in (rule.before, rule.after, rule.unknown):
            assert len(text) <= 140, rule.id


def test_an_answer_about_an_earlier_act_carries_the_note(shipped: KnowledgeBase) -> None:
    entry = next(
        e for e in shipped.faq.values() if e.is_valid(TODAY) and FINE.document in {c.document for c in e.citations}
    )
    plain = render_entry(entry, shipped, TODAY)
    told = render_entry(entry, shipped, TODAY, FINES_SINCE - timedelta(days=1))
    assert "12/2022" in told.text and len(told.text) > len(plain.text)
    assert render_entry(entry, shipped, TODAY, FINES_SINCE).text == plain.text
    assert "67" in told.basis


def test_a_right_older_than_its_fine_is_told_without_it(shipped: KnowledgeBase) -> None:
    last = FINES_SINCE - timedelta(days=1)
    now, before = (shipped.render("pregnancy_protection.fired", day, day) for day in (FINES_SINCE, last))
    assert "20 đến 40 triệu" in now.more and "Điều 26 (khoản 2) NĐ 283/2026 (từ 10/9/2026)" in now.basis
    assert "triệu" not in before.text and "NĐ 283" not in before.basis.split(";")[0] + before.further
    assert before.short == now.short and before.steps == now.steps
    assert "12/2022" in before.text and "12/2022" not in now.text
    assert (before.holds_to, now.holds_from) == (last, FINES_SINCE)


def test_no_entry_waits_for_its_fine(shipped: KnowledgeBase) -> None:
    fined = [entry for entry in shipped.faq.values() if entry.fine]
    assert len(fined) > 100
    late = [entry.id for entry in fined if entry.valid_from == FINES_SINCE]
    assert late == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  since: 2026-09-10\n", "", "missing_key"),
        ("decides: act\n", "decides: moon\n", "wrong_choice"),
        ("id: arrears_2025", "id: fines_2026", "duplicate_id"),
        ("earliest: 2026-01-01", "earliest: 2026-08-01", "dates_backwards"),
        ("  human: true\n", "  humans: true\n", "unknown_key"),
    ],
)
def test_a_wrong_rule_is_a_fault(old: str, new: str, code: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    faults = Faults()
    read_transitions(text.replace(old, new, 1).encode(), faults)
    assert code in [fault.code for fault in faults]


def test_a_place_that_does_not_exist_is_a_fault(shipped: KnowledgeBase) -> None:
    faults = Faults()
    text = FILE.read_text(encoding="utf-8").replace('articles: ["70"]', 'articles: ["700"]', 1)
    check_transitions(read_transitions(text.encode(), faults), shipped, faults)
    assert [fault.code for fault in faults] == ["unknown_article"]
