from __future__ import annotations

from typing import Any

import pytest
from jsonschema import ValidationError, validate
from rasa.core.actions.action import RemoteAction

from bot.action_results import check_result, install

RIGHT: list[Any] = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "pending", "value": {"a": 1}}], "responses": [{"custom": {"messages": []}}]},
    {},
]
WRONG: list[Any] = [[], "x", {"events": {}}, {"events": [{"event": 5}]}, {"responses": ["x"]}, {"responses": {}}, None]


@pytest.mark.parametrize("result", [*RIGHT, *WRONG])
def test_says_what_rasas_own_check_says(result: Any) -> None:
    def passes(check: Any) -> bool:
        try:
            check()
        except ValidationError:
            return False
        return True

    action = RemoteAction("action_answer_question", None)
    expected = passes(lambda: validate(result, RemoteAction.action_response_format_spec()))
    assert passes(lambda: check_result(action, result)) is expected
    assert expected is (result in RIGHT)


def test_install_puts_it_in_place() -> None:
    install()
    assert RemoteAction("x", None)._validate_action_result({"events": []}) is True
    assert RemoteAction._validate_action_result is check_result
