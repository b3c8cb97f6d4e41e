"""Placeholders in answers: `{min_wage.region_1.month}`, `{5 * min_wage.region_1.month}`, `{today}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Union

from knowledge_base.law.models import Value
from knowledge_base.law.parameters import ParameterTable
from knowledge_base.law.phrases import phrases, printed_day, printed_value

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
TODAY = "today"
_PIECES = re.compile(r"[a-z_]\w*(?:\.\w+)*|\d+(?:\.\d+)?|[-+*/]|\s+")


class PlaceholderError(ValueError):
    """A placeholder that is neither a parameter nor simple arithmetic on parameters."""


@dataclass(frozen=True)
class Quantity:
    """An exact number and its unit; unit None is a bare number."""

    number: Fraction
    unit: str | None


def list_placeholders(text: str) -> list[str]:
    return [match.group(1).strip() for match in PLACEHOLDER.finditer(text)]


def list_parameters(placeholder: str) -> list[str]:
    """The parameters that a placeholder needs. PlaceholderError when it cannot be read."""
    if placeholder == TODAY:
        return []
    return list(dict.fromkeys(_names(_parse(placeholder))))


@dataclass(frozen=True)
class _Sum:
    """`left sign right`, sign being one of + - * /."""

    sign: str
    left: _Term
    right: _Term


_Term = Union["_Sum", Fraction, str]


def _parse(placeholder: str) -> _Term:
    """Products before sums, from left to right; a text is the id of a parameter."""
    found = [m for m in _PIECES.finditer(placeholder) if m.group().strip()]
    if "".join(m.group() for m in found).replace(" ", "") != placeholder.replace(" ", "") or not found:
        raise PlaceholderError(placeholder)
    pieces = [m.group() for m in found]
    for signs in ("*/", "+-"):
        pieces = _join(pieces, signs)
    if len(pieces) != 1:
        raise PlaceholderError(placeholder)
    return _term(pieces[0])


def _join(pieces: list[Any], signs: str) -> list[Any]:
    made: list[Any] = []
    rest = iter(pieces)
    for piece in rest:
        if isinstance(piece, str) and piece in signs:
            right = next(rest, None)
            if not made or right is None:
                raise PlaceholderError(piece)
            made.append(_Sum(piece, _term(made.pop()), _term(right)))
        else:
            made.append(piece)
    return made


def _term(piece: Any) -> _Term:
    if isinstance(piece, _Sum):
        return piece
    text = str(piece)
    if text in "+-*/":
        raise PlaceholderError(text)
    return Fraction(text) if text[0].isdigit() else text


def _names(term: _Term) -> Iterator[str]:
    if isinstance(term, _Sum):
        yield from _names(term.left)
        yield from _names(term.right)
    elif isinstance(term, str):
        yield term


def _evaluate(term: _Term, parameters: ParameterTable, on: date) -> Quantity:
    if isinstance(term, Fraction):
        return Quantity(term, None)
    if isinstance(term, _Sum):
        left = _evaluate(term.left, parameters, on)
        return _combine(term.sign, left, _evaluate(term.right, parameters, on))
    value = parameters.get(term, on)
    return Quantity(Fraction(str(value.value)), value.unit)


def _combine(sign: str, left: Quantity, right: Quantity) -> Quantity:
    """Percent times a unit takes a hundredth; sums need equal units; unit over the same unit is a ratio."""
    if sign == "*":
        return _product(left, right)
    if sign == "/" and right.number:
        if right.unit is None:
            return Quantity(left.number / right.number, left.unit)
        if right.unit == left.unit:
            return Quantity(left.number / right.number, "ratio")
    elif sign in "+-" and left.unit == right.unit:
        number = left.number + right.number if sign == "+" else left.number - right.number
        return Quantity(number, left.unit)
    raise PlaceholderError(f"{left.unit or left.number} {sign} {right.unit or right.number}")


def _product(left: Quantity, right: Quantity) -> Quantity:
    number = left.number * right.number
    if left.unit is None or right.unit is None:
        return Quantity(number, left.unit or right.unit)
    for part, whole in ((left, right), (right, left)):
        if part.unit == "%":
            return Quantity(number / 100, whole.unit)
        if part.unit in ("ratio", "time"):
            return Quantity(number, whole.unit)
    raise PlaceholderError(f"{left.unit} * {right.unit}")


def evaluate(placeholder: str, parameters: ParameterTable, on: date) -> str:
    """What is printed for a placeholder on a day. NotFound without a value, PlaceholderError when unreadable."""
    if placeholder == TODAY:
        text: str = phrases()["today"].format(day=printed_day(on))
        return text
    quantity = _evaluate(_parse(placeholder), parameters, on)
    return printed_value(quantity.number, quantity.unit or "ratio")


def fill(text: str, parameters: ParameterTable, on: date) -> str:
    """`text` with every placeholder replaced by its value on `on`."""
    return PLACEHOLDER.sub(lambda match: evaluate(match.group(1).strip(), parameters, on), text)


def list_values(text: str, parameters: ParameterTable, on: date) -> list[Value]:
    """The parameter values that `fill` prints into `text` on `on`."""
    names = [name for placeholder in list_placeholders(text) for name in list_parameters(placeholder)]
    return [parameters.get(name, on) for name in names]
