"""The chat page: people to play, their threads, everything that a thumb can do on a phone."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, jsonify, render_template, request, send_from_directory
from flask.typing import ResponseReturnValue

from webhook.simulator.facebook import new_mid
from webhook.simulator.graph import DEFAULT_PAGE, stand_in
from webhook.simulator.store import Entry

pages = Blueprint("simulator", __name__, url_prefix="/simulator", template_folder="templates", static_folder="static")
MAX_PHOTO = 8 * 1024 * 1024
MEDIA = {"image": (".jpg", ".jpeg", ".png", ".gif", ".webp"), "audio": (".mp3", ".m4a", ".ogg", ".wav", ".webm")}


@pages.get("/")
def show() -> ResponseReturnValue:
    """The page; the first visit makes a worker."""
    if not stand_in().store.list_people():
        stand_in().store.add_person("", stand_in().clock.now())
    return render_template("simulator.html")


@pages.get("/people")
def list_people() -> ResponseReturnValue:
    return jsonify([{"psid": p.psid, "name": p.name} for p in stand_in().store.list_people()])


@pages.post("/people")
def add_person() -> ResponseReturnValue:
    person = stand_in().store.add_person(str(_body().get("name") or "")[:60], stand_in().clock.now())
    return jsonify(psid=person.psid, name=person.name), 201


@pages.get("/thread/<psid>")
def show_thread(psid: str) -> ResponseReturnValue:
    """What is new in a thread after an entry's id."""
    store = stand_in().store
    person = store.find_person(psid)
    if person is None:
        abort(404)
    entries = store.list_entries(psid, request.args.get("after", 0, int))
    return jsonify(typing=person.typing, entries=[_as_json(entry) for entry in entries])


@pages.get("/sent")
def list_sent() -> ResponseReturnValue:
    """Everything in all threads, for measuring and for tests."""
    entries = stand_in().store.list_entries(None, request.args.get("after", 0, int))
    return jsonify([_as_json(entry) for entry in entries])


def _as_json(entry: Entry) -> dict[str, Any]:
    fields = ("id", "psid", "mid", "side", "text", "content", "at")
    return {name: getattr(entry, name) for name in fields}


@pages.post("/say")
def say() -> ResponseReturnValue:
    """A worker writes, taps or rates: {psid, kind (see _KINDS), text, payload, mid}."""
    body = _body()
    psid, kind, text = str(body.get("psid") or ""), str(body.get("kind") or "text"), str(body.get("text") or "")
    if stand_in().store.find_person(psid) is None:
        abort(404)
    builder = _KINDS.get(kind)
    if builder is None:
        return jsonify(error=f"kind must be one of {', '.join(_KINDS)}"), 400
    mid = new_mid()
    _deliver(psid, mid, text, builder(body, mid, text), shown=kind not in ("feedback", "read"))
    return jsonify(mid=mid), 201


def _message(mid: str, text: str, **more: Any) -> dict[str, Any]:
    return {"message": {"mid": mid, "text": text, **more}}


_KINDS: dict[str, Any] = {
    "text": lambda body, mid, text: _message(mid, text),
    "quick_reply": lambda body, mid, text: _message(mid, text, quick_reply={"payload": str(body.get("payload"))}),
    "postback": lambda body, mid, text: {"postback": {"mid": mid, "title": text, "payload": str(body.get("payload"))}},
    "sticker": lambda body, mid, text: {
        "message": {
            "mid": mid,
            "attachments": [{"type": "image", "payload": {"url": "", "sticker_id": 369239263222822}}],
        }
    },
    "feedback": lambda body, mid, text: {
        "response_feedback": {"feedback": str(body.get("feedback")), "mid": str(body.get("mid"))}
    },
    "read": lambda body, mid, text: {"read": {"watermark": int(stand_in().clock.now().timestamp() * 1000)}},
}


@pages.post("/upload/<psid>")
def upload(psid: str) -> ResponseReturnValue:
    """Send a photo, a voice message or a file."""
    sent = request.files.get("file")
    if stand_in().store.find_person(psid) is None or sent is None:
        abort(404)
    data = sent.read(MAX_PHOTO + 1)
    if len(data) > MAX_PHOTO:
        return jsonify(error="Tệp quá lớn: nhiều nhất 8 MB."), 413
    suffix = ("." + (sent.filename or "").rpartition(".")[2].lower())[:6]
    kind = next((kind for kind, suffixes in MEDIA.items() if suffix in suffixes), "file")
    mid = new_mid()
    name = mid + (suffix if suffix.isascii() and suffix[1:].isalnum() else "")
    folder = stand_in().settings.var_dir / "simulator"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    url = f"{stand_in().settings.webhook_url}/simulator/files/{name}"
    content = {"message": {"mid": mid, "attachments": [{"type": kind, "payload": {"url": url}}]}}
    _deliver(psid, mid, "", content)
    return jsonify(mid=mid, url=url), 201


@pages.get("/files/<name>")
def show_file(name: str) -> ResponseReturnValue:
    return send_from_directory(stand_in().settings.var_dir / "simulator", name)


@pages.put("/fault")
def play_fault() -> ResponseReturnValue:
    """Make the Graph API misbehave; {} makes it work again."""
    stand_in().store.set_fault(_body())
    return jsonify(stand_in().store.get_fault())


def _deliver(psid: str, mid: str, text: str, content: dict[str, Any], shown: bool = True) -> None:
    simulator = stand_in()
    if shown:
        simulator.store.add_entry(psid, mid, "worker", text, _shown(content), simulator.clock.now())
    else:
        simulator.store.touch(psid, simulator.clock.now())
    simulator.deliver(DEFAULT_PAGE, simulator.frame(psid, DEFAULT_PAGE, **content))


def _shown(content: dict[str, Any]) -> dict[str, Any]:
    message = content.get("message") or {}
    return {"attachments": message.get("attachments") or [], "postback": "postback" in content}


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}
