"""The form turn by turn, without Rasa: what is asked, told, kept and handed over."""

from __future__ import annotations

import asyncio
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from actions.calculation_form import Calculate, CalculationForm
from actions.calculation_opening import begin
from actions.calculation_state import Talk, read_talk
from actions.calculation_telling import advance, as_told
from actions.pending import pending_about_last
from actions.questions import AnswerQuestion
from knowledge_base.decision import Brain
from knowledge_base.entitlements import Result, calculate, get_spec
from knowledge_base.law.faults import Faults
from knowledge_base.law.yaml_files import parse_yaml
from tests.actions.conftest import SENT_AT, Tracker, message, turn

LAW = Path(__file__).parents[1] / "law"
LONGEST = 2000
NOW = datetime.fromisoformat(SENT_AT)
FULL = "lương em 8 triệu, tăng ca ngày thường 10 tiếng ban ngày được bao nhiêu tiền"


def overtime(**facts: Any) -> dict[str, Any]:
    """The slot of an overtime calculation that was under way in an earlier turn."""
    talk = Talk("overtime", "2026-11-23", at=SENT_AT, turn="t_0", facts=facts, topic="overtime_pay", message_ids=(3,))
    asked = next((fact for fact in ("monthly_wage", "overtime_kind", "part_of_day") if fact not in facts), None)
    return {**talk.as_slot(), "asked": asked}


def said(text: str, calculation: dict[str, Any], intent: str = "unclear", **more: Any) -> tuple[Any, dict[str, Any]]:
    return CalculationForm().reply_to(turn(text, intent, slots={"calculation": calculation}, **more))


def titles(reply: Any) -> list[str]:
    return [button["title"] for button in reply.messages[-1]["quick_replies"]]


def test_the_next_question_comes_with_its_buttons() -> None:
    reply, slots = said("8 triệu", overtime())
    assert reply.messages[-1]["text"] == "Anh/chị làm thêm vào ngày nào?"
    assert titles(reply) == ["Ngày thường", "Ngày nghỉ tuần", "Ngày lễ, Tết", "Thôi"]
    kept = read_talk(slots["calculation"])
    assert kept and kept.asked == "overtime_kind" and kept.message_ids == (3, 7)
    assert slots["facts"]["monthly_wage"] == {"value": 8_000_000, "day": "2026-11-23"}


def test_a_tapped_button_answers() -> None:
    _, slots = said("/say_fact", overtime(monthly_wage=8_000_000), "say_fact", fact="overtime_kind", value="holiday")
    assert slots["calculation"]["facts"]["overtime_kind"] == "holiday"


def test_leaving_keeps_what_was_said() -> None:
    reply, slots = said("thôi", overtime(monthly_wage=8_000_000), "deny")
    assert "không tính nữa" in reply.messages[0]["text"] and slots == {"calculation": None}


def test_starting_again_forgets() -> None:
    _, slots = said("tính lại từ đầu", overtime(monthly_wage=8_000_000))
    assert slots["calculation"]["facts"] == {} and slots["facts"] == {}


def test_the_second_misunderstanding_in_a_row_offers_a_person_with_the_facts() -> None:
    once, slots = said("asdf", overtime(monthly_wage=8_000_000))
    assert "chưa hiểu" in once.messages[0]["text"] and "làm thêm vào ngày nào" in once.messages[0]["text"]
    twice, slots = said("qwer", slots["calculation"] | {"turn": "t_0"})
    assert titles(twice) == ["Đồng ý gửi", "Để sau"]
    assert slots["pending"]["cause"] == "missing_fact"
    assert slots["pending"]["facts"] == {"monthly_wage": 8_000_000}
    assert slots["pending"]["calculation"] == {"name": "overtime", "on": "2026-11-23"}


def test_a_refused_fact_is_asked_back_in_the_words_of_its_file() -> None:
    reply, slots = said("2 nghìn", overtime())
    assert "nghe không đúng" in reply.messages[0]["text"]
    assert "monthly_wage" not in slots["calculation"]["facts"]
    again, _ = said("3 nghìn", slots["calculation"] | {"turn": "t_0"})
    assert titles(again) == ["Đồng ý gửi", "Để sau"]


def test_a_negative_amount_is_asked_back() -> None:
    reply, slots = said("-5 triệu", overtime())
    assert "nhỏ hơn không" in reply.messages[0]["text"] and slots["calculation"]["facts"] == {}


def test_two_times_the_same_question_is_the_most() -> None:
    talk = {**Talk("severance", "2026-11-23", at=SENT_AT, turn="t_0", facts={"monthly_wage": 8_000_000}).as_slot()}
    reply, slots = said("em không nhớ", talk | {"asked": "started"}, "dont_know")
    for text in ("3 năm", "hết hạn hợp đồng"):
        reply, slots = said(text, slots["calculation"] | {"turn": "t_0"})
    assert "vào làm từ ngày nào" in reply.messages[0]["text"] and "Xem ngày ký" in reply.messages[0]["text"]
    reply, slots = said("không biết", slots["calculation"] | {"turn": "t_0"}, "dont_know")
    assert titles(reply) == ["Đồng ý gửi", "Để sau"]


def test_a_question_in_between_is_answered_and_the_question_asked_again() -> None:
    slots = {"calculation": overtime(monthly_wage=8_000_000)}
    asked = turn("công ty giữ căn cước của em có đúng không", "withheld_papers_deposit", slots=slots)
    reply, kept = AnswerQuestion().reply_to(asked)
    assert "Điều 17" in reply.messages[0]["text"] and reply.messages[0]["quick_replies"] == []
    assert reply.messages[-1]["text"].startswith("Tính tiếp:") and "Thôi" in titles(reply)
    assert kept["calculation"]["reminded"] == 1


def test_the_question_is_not_asked_again_for_ever() -> None:
    slots = {"calculation": overtime(monthly_wage=8_000_000) | {"reminded": 2}}
    asked = turn("công ty giữ căn cước của em có đúng không", "withheld_papers_deposit", slots=slots)
    reply, kept = AnswerQuestion().reply_to(asked)
    assert not any("Tính tiếp" in one["text"] for one in reply.messages)
    assert kept["calculation"]["phase"] == "resting"


def run(action: Any, tracker: Tracker, loop: str | None = "calculation_form") -> tuple[list[Any], list[Any]]:
    """What the SDK would hand back: events, and what was uttered."""
    uttered: list[Any] = []

    class Dispatcher:
        def utter_message(self, json_message: Any) -> None:
            uttered.append(json_message)

    tracker.active_loop = {"name": loop} if loop else {}  # type: ignore[attr-defined]
    return asyncio.run(action.run(Dispatcher(), tracker, {})), uttered


def test_what_is_not_its_business_the_form_leaves_to_the_rules() -> None:
    tracker = Tracker(message("cho em gặp chuyên viên", "ask_human"), calculation=overtime())
    assert run(CalculationForm(), tracker) == ([], [])


def test_the_turn_that_opened_the_form_is_not_read_twice() -> None:
    tracker = Tracker(message("8 triệu", turn_id="t_0"), calculation=overtime())
    assert run(CalculationForm(), tracker) == ([], [])


def test_leaving_ends_rasas_form() -> None:
    events, uttered = run(CalculationForm(), Tracker(message("thôi", "deny"), calculation=overtime()))
    assert len(uttered) == 1
    assert events[-1]["name"] == "requested_slot" and events[-1]["value"] is None


def test_an_opening_answer_starts_rasas_form() -> None:
    events, uttered = run(AnswerQuestion(), Tracker(message(FULL, "overtime_pay")), loop=None)
    assert [event.get("name") for event in events if event["event"] == "active_loop"] == ["calculation_form"]
    assert len(uttered) == 1


def test_an_old_form_ends_with_the_next_answer() -> None:
    old = overtime() | {"at": "2026-11-20T09:00:00+07:00"}
    tracker = Tracker(message("công ty giữ căn cước của em", "withheld_papers_deposit"), calculation=old)
    assert run(CalculationForm(), tracker) == ([], [])
    events, _ = run(AnswerQuestion(), tracker)
    assert {"event": "active_loop", "name": None, "timestamp": None} in events


def test_the_button_opens_with_what_is_remembered() -> None:
    memory = {"monthly_wage": {"value": 7_000_000, "day": "2026-11-20"}}
    reply, slots = Calculate().reply_to(turn("/calculate", "calculate", slots={"facts": memory}, name="overtime"))
    assert "làm thêm vào ngày nào" in reply.messages[0]["text"]
    assert slots["calculation"]["reused"] == ["monthly_wage"]
    over, _ = Calculate().reply_to(turn("/say_fact", "say_fact", fact="x", value="y"))
    assert "đã xong" in over.messages[0]["text"]


def test_what_is_used_again_is_said(brain: Brain) -> None:
    memory = {"monthly_wage": {"value": 7_500_000, "day": "2026-11-20"}}
    talk = begin(get_spec("overtime"), brain.kb, NOW, memory)
    full = talk.told_facts({"overtime_kind": "weekly_rest", "part_of_day": "day", "overtime_hours": 10})
    reply, _ = advance(full, brain.kb, NOW)
    assert "Dùng lại điều anh/chị đã nói: lương 7.500.000đ." in reply.messages[0]["text"]


def test_a_violation_names_the_department_and_a_person(brain: Brain) -> None:
    talk = begin(get_spec("minimum_wage_check"), brain.kb, NOW, None)
    reply, _ = advance(talk.told_facts({"monthly_wage": 4_000_000, "region": "region_1"}), brain.kb, NOW)
    assert "bộ phận Quan hệ lao động" in reply.messages[0]["text"] and titles(reply)[0] == "Gặp chuyên viên"


def test_what_the_law_does_not_settle_goes_to_a_person_with_the_sure_part() -> None:
    talk = Talk("unlawful_quit", "2026-11-23", at=SENT_AT, turn="t_0", asked="given_notice_days", topic="resign_notice")
    facts = {"monthly_wage": 8_000_000, "contract_kind": "fixed_12_36"}
    reply, slots = said("không báo", talk.told_facts(facts).as_slot(), "deny")
    assert "4.000.000đ" in reply.messages[0]["text"] and titles(reply) == ["Đồng ý gửi", "Để sau"]
    assert slots["pending"]["cause"] == "low_confidence" and slots["pending"]["facts"]["monthly_wage"] == 8_000_000
    assert slots["pending"]["calculation"]["outputs"]["half_month"] == 4_000_000


def test_asking_for_a_person_after_the_result_sends_the_calculation() -> None:
    facts = {"monthly_wage": 8_000_000, "overtime_kind": "weekday", "part_of_day": "day"}
    _, slots = said("10 tiếng", overtime(**facts) | {"asked": "overtime_hours"})
    later = turn("gặp chuyên viên", "ask_human", slots=slots, turn_id="t_2")
    pending = pending_about_last(later, "asked_for_human")
    assert pending["calculation"]["outputs"]["amount"] == 576_923 and pending["facts"]["overtime_hours"] == 10
    assert pending["key"] == "t_1" and pending["message_ids"] == [3, 7]
    other = slots | {"last_answer": {"turn_id": "t_9", "message_ids": [30], "topic": "paternity"}}
    assert pending_about_last(turn("gặp", "ask_human", slots=other), "asked_for_human")["calculation"] is None


def scenarios() -> list[tuple[str, dict[str, Any]]]:
    """The law's scenarios: (calculation, row)."""
    files = [(path, parse_yaml(path.read_bytes(), path.name, Faults())) for path in sorted(LAW.glob("*.yaml"))]
    return [(row.get("calculation", path.stem), row) for path, rows in files for row in rows]


def test_every_result_fits_one_message_and_one_ticket(brain: Brain) -> None:
    told = 0
    for calculation, row in scenarios():
        talk = begin(get_spec(calculation), brain.kb, NOW, None, on=str(row["on"])).told_facts(json_facts(row["facts"]))
        reply, _ = advance(talk, brain.kb, NOW)
        assert all(len(one["text"]) <= LONGEST for one in reply.messages), (calculation, row["says"])
        outcome = calculate(calculation, talk.facts, brain.kb, talk.day)
        if isinstance(outcome, Result):
            told += 1
            assert len(json.dumps(as_told(outcome))) < 20_000
    assert told > 100


def json_facts(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}


def test_new_facts_beside_the_question_do_not_wear_the_worker_out() -> None:
    _, slots = said("ngày thường", overtime())
    reply, slots = said("ban ngày", slots["calculation"], turn_id="t_2")
    assert "Lương tháng" in reply.messages[-1]["text"] and slots["calculation"]["unclear"] == 0
    reply, _ = said("2 tiếng", slots["calculation"], turn_id="t_3")
    assert "Lương tháng" in reply.messages[-1]["text"]


def test_a_question_in_between_that_names_a_fact_is_heard(brain: Brain) -> None:
    asked = turn(
        "lương em 8tr đó, mà công ty giữ cccd của em được không?",
        "withheld_papers_deposit",
        slots={"calculation": overtime()},
    )
    reply, slots = AnswerQuestion().reply_to(asked)
    assert slots["calculation"]["facts"] == {"monthly_wage": 8_000_000}
    assert "Tính tiếp" in reply.messages[-1]["text"] and "làm thêm vào ngày nào" in reply.messages[-1]["text"]


def test_another_place_after_the_result_is_calculated_again() -> None:
    facts = {"monthly_wage": 4_000_000, "region": "region_4"}
    talk = Talk("minimum_wage_check", "2026-11-23", at=SENT_AT, turn="t_0", phase="resting", facts=facts)
    reply, _ = said("công ty em ở Củ Chi", talk.as_slot())
    assert "5.310.000đ" in reply.messages[0]["text"]
