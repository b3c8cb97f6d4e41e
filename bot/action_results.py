"""Rasa's check of an action's answer, its JSON schema compiled once instead of at every turn (decision 0001)."""

from __future__ import annotations

from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

_SCHEMA = RemoteAction.action_response_format_spec()
_VALIDATOR = validator_for(_SCHEMA)(_SCHEMA)


def check_result(_: RemoteAction, result: Any) -> bool:
    """True for an answer of the form Rasa knows; raises jsonschema's ValidationError, which names the place."""
    error = next(iter(_VALIDATOR.iter_errors(result)), None)
    if error is not None:
        raise error
    return True


def install() -> None:
    """From now on every remote action of this process is checked so."""
    RemoteAction._validate_action_result = check_result
