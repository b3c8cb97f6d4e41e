"""The walls of the house: who may import whom."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {"knowledge_base", "bot", "actions", "evaluation", "webhook"}
MAY = {
    "knowledge_base": {"knowledge_base"},
    "bot": {"bot", "knowledge_base"},
    "actions": {"actions", "knowledge_base"},
    "evaluation": {"evaluation", "knowledge_base", "actions", "bot"},
    "webhook": {"webhook", "knowledge_base"},
}
NEVER = {
    "knowledge_base": {"flask", "sqlalchemy", "rasa", "rasa_sdk", "requests", "spacy", "underthesea"},
    "bot": {"flask", "sqlalchemy", "requests"},
    "actions": {"rasa", "flask", "sqlalchemy", "spacy", "underthesea"},
    "evaluation": {"flask", "sqlalchemy"},
    "webhook": {"rasa", "rasa_sdk", "spacy", "underthesea"},
}
NLP = {"rasa", "underthesea", "spacy"}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_only_what_its_walls_allow(room: str) -> None:
    files = list((ROOT / room).rglob("*.py"))
    assert files, f"{room} is empty"
    for path in files:
        names = imported(path)
        assert not (names & ROOMS) - MAY[room], path
        assert not names & NEVER[room], path


def test_only_bot_and_the_scoreboard_touch_the_language_libraries() -> None:
    for room in ROOMS - {"bot", "evaluation"}:
        for path in (ROOT / room).rglob("*.py"):
            assert not imported(path) & NLP, path
