"""Actions around answers: small talk, consent, feedback, the ticket's state, photos."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from actions.base import HouseAction, Slots
from actions.brain import get_brain
from actions.conversation import find_pick, takes_back
from actions.conversation_beside import asks_for_ticket, banter, is_settled_in_part, tells_of_others, withdraw
from actions.conversation_limits import find_kept
from actions.pending import pending_about_last, pending_ticket
from actions.phrases import PHRASES, PROMISE, button, tell_department, tell_hour
from actions.questions import AnswerQuestion, tell_choice
from actions.reply import Reply, ask_consent, message
from actions.sending import send
from actions.turn import Turn
from actions.understanding import read_questions
from knowledge_base.decision.alarms import find_alarm
from knowledge_base.decision.thresholds import T

ACTS = PHRASES["dialogue_acts"]
OFFER_PERSON = ("privacy_question", "dont_know", "insult", "who_are_you", "unclear", "none_of_these")
NO = ("deny", "helped_no")


def act_reply(name: str, turn: Turn) -> Reply:
    """The fitting short words for a dialogue act."""
    text = ACTS.get(name, ACTS["unclear"]).format(due=tell_hour(turn.sent_at + PROMISE))
    buttons = [button("person")] if name in OFFER_PERSON else []
    return Reply([message(text, *buttons)], {"decision": "act", "act": name})


class DialogueAct(HouseAction):
    """Greeting, thanks, who are you, who complained …"""

    action = "action_dialogue_act"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        name = turn.intent
        if withdraw(turn) or find_pick(turn, get_brain()) or tells_of_others(turn) or is_settled_in_part(turn):
            return AnswerQuestion().reply_to(turn)
        if joke := banter(turn):
            return joke, {}
        if name == "delete_my_data":
            return _deletion(turn)
        if name == "correct_fact" and turn.follow:
            return _answer_again(turn)
        if _is_grave(turn):
            return AnswerQuestion().reply_to(turn)
        return act_reply(name, turn), {}


def _is_grave(turn: Turn) -> bool:
    """Whether words that seem small talk tell of harm, or ask what only people may say."""
    question = read_questions(turn.parsed, get_brain().kb, turn.sent_at)[0]
    return bool(find_kept(question) or find_alarm(question, T["distress"]))


def _answer_again(turn: Turn) -> tuple[Reply, Slots]:
    """A corrected fact: the question before is answered with it."""
    reply, slots = AnswerQuestion().reply_to(turn)
    if not takes_back(turn):
        return reply, slots
    reply.messages[0]["text"] = f"{PHRASES['conversation']['corrected']}\n\n{reply.messages[0]['text']}"
    return reply, slots


def _deletion(turn: Turn) -> tuple[Reply, Slots]:
    reply = act_reply("delete_my_data", turn)
    reply.messages[0]["quick_replies"] = [button("consent"), button("later")]
    record = {"department": "van_phong"}
    return reply, {"pending": pending_ticket(turn, "asked_for_human", record)}


class AskHuman(HouseAction):
    """Asking for a person is asking, not consent: the consent is asked for. In danger it is asking whom to call now."""

    action = "action_ask_human"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        if turn.ticket:
            return _status(turn), {}
        in_danger = (turn.last or {}).get("cause") == "danger"
        return _asked(turn, pending_about_last(turn, "danger" if in_danger else "asked_for_human"))


def _asked(turn: Turn, pending: dict[str, Any]) -> tuple[Reply, Slots]:
    ask = ask_consent(pending["cause"], pending["topic"], pending["department"], turn.sent_at)
    record = {"decision": "escalate", "cause": pending["cause"], "topic": pending["topic"]}
    return Reply([ask], record), {"pending": pending}


class OpenTicket(HouseAction):
    """A tapped consent, or a plain yes while consent is pending."""

    action = "action_open_ticket"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        if turn.pending is None:
            return _about_choices(turn) or (act_reply("affirm", turn), {})
        reply, pending = send(turn, turn.pending, turn.sent_at.isoformat())
        return reply, {"pending": pending}


class DeclineTicket(HouseAction):
    """Not now: nothing is sent."""

    action = "action_decline_ticket"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        if turn.pending is None:
            return _about_choices(turn) or (act_reply("deny", turn), {})
        record = {"decision": "act", "act": "declined", "unsent_cause": turn.pending["cause"]}
        return Reply([message(PHRASES["ticket"]["declined"])], record), {"pending": None}


def _about_choices(turn: Turn) -> tuple[Reply, Slots] | None:
    """A yes or no to what was asked back: the one choice is told; where none was meant, more words or a person."""
    if entry := find_pick(turn, get_brain()):
        return tell_choice(turn, entry)
    asked_back = (turn.last or {}).get("decision") == "clarify" and (turn.last or {}).get("options")
    return (act_reply("none_of_these", turn), {}) if asked_back and turn.intent in NO else None


class Feedback(HouseAction):
    """Thumbs: up is thanked for, down offers a person who looks again."""

    action = "action_feedback"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        if turn.about_turn is None and (said := _about_choices(turn)):
            return said
        if turn.intent == "helped_yes":
            return Reply([message(PHRASES["thanks_feedback"])], {"decision": "act", "act": "helped_yes"}), {}
        return _asked(turn, pending_about_last(turn, "bad_answer"))


class TicketStatus(HouseAction):
    """Where the worker's own ticket stands."""

    action = "action_ticket_status"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        if _is_grave(turn) or (turn.last and not turn.ticket and not asks_for_ticket(turn)):
            return AnswerQuestion().reply_to(turn)
        return _status(turn), {}


def _status(turn: Turn) -> Reply:
    words = PHRASES["ticket"]
    if not turn.ticket:
        return Reply([message(words["none"], button("person"))], {"decision": "act", "act": "ticket_status"})
    text = words["status"].format(
        code=turn.ticket["code"],
        department=tell_department(turn.ticket.get("department_id")),
        due=tell_hour(datetime.fromisoformat(turn.ticket["due_at"])),
    )
    return Reply([message(text)], {"decision": "act", "act": "ticket_status"})


class Attachment(HouseAction):
    """A photo, a voice message, a file: not read by machine; a ticket that carries it is offered."""

    action = "action_attachment"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        words = PHRASES["attachment"]
        if turn.intent == "sticker":
            return Reply([message(words["sticker"])], {"decision": "act", "act": "sticker"}), {}
        pending = pending_ticket(turn, "asked_for_human", turn.last or {})
        if turn.ticket and turn.ticket.get("consent_at"):
            reply, left = send(turn, pending, str(turn.ticket["consent_at"]))
            return reply, {"pending": left}
        text = words["media"].format(due=tell_hour(turn.sent_at + PROMISE))
        record = {"decision": "escalate", "cause": "asked_for_human", "topic": pending["topic"]}
        return Reply([message(text, button("consent"), button("later"))], record), {"pending": pending}
