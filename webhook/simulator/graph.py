"""The Graph API as far as we call it, with its limits, its window and its error codes."""

from __future__ import annotations

import hmac
import time
import unicodedata
from typing import Any

from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from webhook.messenger.signature import appsecret_proof
from webhook.simulator.facebook import StandIn, new_mid

graph = Blueprint("simulator_graph", __name__, url_prefix="/simulator/graph")
WINDOW_SECONDS = 24 * 3600
TAG_SECONDS = 7 * 24 * 3600
DEFAULT_PAGE = "100000000000001"


class Refused(Exception):
    """What the Graph API answers instead of taking a message."""

    def __init__(self, code: int, subcode: int | None, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.body = {"error": {"message": text, "type": "OAuthException", "code": code, "fbtrace_id": "simulator"}}
        if subcode:
            self.body["error"]["error_subcode"] = subcode
        self.status = status


def stand_in() -> StandIn:
    """The simulator of the running app."""
    found: StandIn = current_app.extensions["simulator"]
    return found


@graph.post("/<version>/<page>/messages")
def send(version: str, page: str) -> ResponseReturnValue:
    """Take a message or a sender action for a person."""
    page_id = DEFAULT_PAGE if page == "me" else page
    try:
        played = _play_fault()
        if played is not None:
            return played
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            raise Refused(100, None, "(#100) The body must be JSON")
        _check_token()
        psid = _recipient(body)
        if "sender_action" in body:
            stand_in().store.set_typing(psid, body["sender_action"] == "typing_on")
            return jsonify(recipient_id=psid)
        return _take_message(page_id, psid, body)
    except Refused as refused:
        return jsonify(refused.body), refused.status


@graph.get("/<version>/<psid>")
def profile(version: str, psid: str) -> ResponseReturnValue:
    """A person's name."""
    person = stand_in().store.find_person(psid)
    if person is None:
        return jsonify(Refused(100, 33, "(#100) No such person").body), 400
    return jsonify(id=psid, name=person.name)


def _take_message(page_id: str, psid: str, body: dict[str, Any]) -> ResponseReturnValue:
    message = body.get("message")
    if not isinstance(message, dict):
        raise Refused(100, None, "(#100) The parameter message is required")
    text = str(message.get("text") or (message.get("attachment") or {}).get("payload", {}).get("text") or "")
    _check_limits(message, text)
    _check_window(psid, body)
    mid = new_mid()
    metadata = str(message.get("metadata") or "") or None
    replies = message.get("quick_replies") or []
    content = {"quick_replies": replies, "attachment": message.get("attachment"), "metadata": metadata}
    simulator = stand_in()
    simulator.store.add_entry(psid, mid, "page", text, content, simulator.clock.now())
    receipt = {"delivery": {"mids": [mid], "watermark": int(simulator.clock.now().timestamp() * 1000)}}
    echo = simulator.echo(psid, page_id, mid, text, metadata)
    simulator.deliver_later(page_id, echo, simulator.frame(psid, page_id, **receipt))
    return jsonify(recipient_id=psid, message_id=mid)


def _check_token() -> None:
    header = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = request.args.get("access_token") or header
    if not token:
        raise Refused(190, None, "Invalid OAuth access token", 401)
    proof = request.args.get("appsecret_proof", "")
    expected = appsecret_proof(stand_in().settings.messenger_app_secret, token)
    if not hmac.compare_digest(proof.encode(), expected.encode()):
        raise Refused(100, None, "(#100) Invalid appsecret_proof provided in the API argument")


def _recipient(body: dict[str, Any]) -> str:
    recipient = body.get("recipient")
    psid = str(recipient.get("id") or "") if isinstance(recipient, dict) else ""
    if stand_in().store.find_person(psid) is None:
        raise Refused(100, 2018001, "(#100) No matching user found")
    return psid


def _check_limits(message: dict[str, Any], text: str) -> None:
    if len(unicodedata.normalize("NFC", text)) >= 2000:
        raise Refused(100, None, "(#100) Length of param message[text] must be less than 2000")
    replies = message.get("quick_replies") or []
    if len(replies) > 13 or any(len(reply.get("title", "")) > 20 for reply in replies):
        raise Refused(100, None, "(#100) Too many quick replies or a title over 20 characters")
    if any(len(str(reply.get("payload", "")).encode()) > 1000 for reply in replies):
        raise Refused(100, None, "(#100) A quick reply's payload is over 1000")
    if not text and not message.get("attachment"):
        raise Refused(100, None, "(#100) The message is empty")


def _check_window(psid: str, body: dict[str, Any]) -> None:
    kind = body.get("messaging_type")
    if kind not in ("RESPONSE", "UPDATE", "MESSAGE_TAG"):
        raise Refused(100, None, "(#100) The parameter messaging_type is required")
    if kind == "MESSAGE_TAG" and body.get("tag") != "HUMAN_AGENT":
        raise Refused(100, 1893061, "(#100) This message tag is no longer supported")
    person = stand_in().store.find_person(psid)
    silent = stand_in().clock.now().timestamp() - (person.last_action_at if person else 0.0)
    if silent > (TAG_SECONDS if kind == "MESSAGE_TAG" else WINDOW_SECONDS):
        raise Refused(10, 2018278, "(#10) This message is sent outside of allowed window")


def _play_fault() -> ResponseReturnValue | None:
    """Misbehave as told: {"mode": "slow"|"nonsense"|"status"|"error", …}."""
    rule = stand_in().store.get_fault()
    mode = rule.get("mode")
    if mode == "slow":
        time.sleep(float(rule.get("seconds", 30)))
    if mode == "nonsense":
        return "<html>Sorry, something went wrong.</html>", 200
    if mode == "status":
        return "", int(rule.get("status", 503))
    if mode == "error":
        raise Refused(int(rule["code"]), rule.get("subcode"), "as told")
    return None
