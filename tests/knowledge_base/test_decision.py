"""decide(): when it answers, asks back, hands over."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest

from knowledge_base import KnowledgeBase
from knowledge_base.decision import Brain, Decision, Question, decide
from knowledge_base.decision.models import Option
from knowledge_base.decision.plain import references

ON = date(2026, 11, 23)


@pytest.fixture(scope="module")
def brain(kb: KnowledgeBase) -> Brain:
    return Brain.build(kb)


def ask(brain: Brain, text: str, *ranking: tuple[str, float], on: date = ON) -> Decision:
    return decide(Question(text, on, ranking, references=references(text, brain.kb, on)), brain)


def test_a_known_question_is_answered_from_its_entry(brain: Brain) -> None:
    decision = ask(brain, "muon nghi bao truoc may ngay", ("resign_notice", 0.9))
    assert decision.kind == "answer" and decision.answer is not None
    assert decision.answer.entry == "resign_notice.days" and decision.department == "quan_he_lao_dong"
    assert [(c.document, c.article) for c in decision.candidates][:2] == [
        ("45/2019/QH14", "35"),
        ("145/2020/NĐ-CP", "7"),
    ]


def test_a_topic_for_people_is_handed_over_with_its_words_of_care(brain: Brain) -> None:
    decision = ask(brain, "to truong cu dung cham em", ("sexual_harassment", 0.95))
    assert (decision.kind, decision.cause, decision.department) == ("escalate", "sensitive", "nu_cong")
    assert decision.answer is not None and "không phải lỗi" in decision.answer.text


@pytest.mark.parametrize("text", ["trường hợp này có được thử việc không", "viec nay co dung luat khong"])
def test_a_case_that_nobody_has_told_is_asked_for(brain: Brain, text: str) -> None:
    decision = ask(brain, text, ("probation_apprenticeship", 0.99))
    assert (decision.kind, decision.why, decision.answer) == ("clarify", "untold_case", None)


def test_a_case_told_before_is_not_asked_for_again(brain: Brain) -> None:
    question = Question("trường hợp này báo trước mấy ngày", ON, (("resign_notice", 0.99),), subject="resign_notice")
    assert decide(question, brain).why != "untold_case"


def test_what_is_not_sure_goes_to_a_person(brain: Brain) -> None:
    decision = ask(brain, "chuyện gì đó rất khác thường ở xưởng gỗ")
    assert decision.kind == "escalate" and decision.cause == "low_confidence"


@pytest.mark.parametrize("act", ["danger_now", "despair"])
def test_danger_comes_before_everything(brain: Brain, act: str) -> None:
    decision = ask(brain, "muon nghi bao truoc may ngay", (act, 0.7), ("resign_notice", 0.3))
    assert (decision.kind, decision.cause, decision.why) == ("escalate", "danger", act)


@pytest.mark.parametrize(("sure", "kind"), [(0.45, "clarify"), (0.35, "escalate")])
def test_the_only_likely_answer_is_asked_about_where_it_is_likely_enough(
    brain: Brain, monkeypatch: pytest.MonkeyPatch, sure: float, kind: str
) -> None:
    deciding = import_module("knowledge_base.decision.decide")
    only = Option("Báo trước", entry="resign_notice.days")
    monkeypatch.setattr(deciding, "probability", lambda _: sure)
    monkeypatch.setattr(deciding, "find_options", lambda *_: (only,))
    decision = ask(brain, "muon nghi viec bao truoc may ngay", ("resign_notice", 0.9))
    assert decision.kind == kind and decision.options == ((only,) if kind == "clarify" else ())


def test_another_field_of_law_is_told_so_without_a_ticket(brain: Brain) -> None:
    decision = ask(brain, "vượt đèn đỏ phạt bao nhiêu", ("off_domain", 0.9))
    assert (decision.kind, decision.domain, decision.cause) == ("escalate", False, None)


def test_a_matching_question_outweighs_a_classifier_that_calls_it_foreign(brain: Brain) -> None:
    decision = ask(brain, "muon nghi bao truoc may ngay", ("off_domain", 0.6))
    assert decision.domain


def test_an_article_that_is_named_alone_is_told(brain: Brain) -> None:
    decision = ask(brain, "điều 139 bộ luật lao động nói gì")
    assert decision.kind == "answer" and decision.candidates[0].article == "139"


def test_the_same_article_tells_another_version_on_another_day(brain: Brain) -> None:
    then = ask(brain, "điều 139 bộ luật lao động 2019", on=date(2026, 6, 30)).answer
    now = ask(brain, "điều 139 bộ luật lao động 2019", on=date(2026, 7, 1)).answer
    assert then is not None and now is not None and then.text != now.text


def test_the_same_question_gets_the_same_decision(brain: Brain) -> None:
    assert ask(brain, "nghỉ việc báo trước") == ask(brain, "nghỉ việc báo trước")


def test_an_entry_of_no_topic_among_the_hits_breaks_nothing(shipped: KnowledgeBase) -> None:
    decision = ask(Brain.build(shipped), "công ty bắt nộp mật khẩu facebook", ("discipline_rules", 0.6))
    assert decision.kind in {"clarify", "escalate"} and decision.answer is None and decision.domain
    assert all(shipped.faq[option.entry].topic for option in decision.options if option.entry)
