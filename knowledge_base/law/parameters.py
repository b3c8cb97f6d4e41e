"""parameters/*.yaml → ParameterTable: the dated figures of the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from knowledge_base.law.documents import check_row
from knowledge_base.law.faults import Faults, NotFound, Place, sentence
from knowledge_base.law.fields import Fields
from knowledge_base.law.models import Citation, Parameter, Value
from knowledge_base.law.yaml_files import parse_yaml

UNITS = ("VND", "VND/hour", "%", "day", "working_day", "month", "year", "hour", "time", "ratio", "minute", "people")


class ParameterTable:
    """Parameters by id."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._parameters = dict(parameters)

    def __getitem__(self, parameter: str) -> Parameter:
        return self._parameters[parameter]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parameters)

    def __len__(self) -> int:
        return len(self._parameters)

    def __contains__(self, parameter: object) -> bool:
        return parameter in self._parameters

    def find(self, parameter: str, on: date) -> Value | None:
        known = self._parameters.get(parameter)
        return known.find(on) if known else None

    def get(self, parameter: str, on: date) -> Value:
        """The value on a day. NotFound names the parameter and the day."""
        value = self.find(parameter, on)
        if value is None:
            code = "no_value_on_date" if parameter in self._parameters else "unknown_parameter"
            raise NotFound(sentence(code, parameter=parameter, on=on))
        return value


def read_citation(raw: object, owner: Fields) -> Citation:
    """A place in a document, not yet compared with the documents."""
    fields = Fields(raw, owner.place, owner.faults, getattr(raw, "line", owner.place.line))
    citation = Citation(
        document=fields.text("document"),
        article=fields.text("article"),
        clause=fields.optional("clause"),
        point=fields.optional("point"),
        tells_since=fields.flag("tells_since"),
        further=fields.flag("further"),
        fine=fields.flag("fine"),
    )
    fields.finish()
    return citation


def _value(raw: object, parameter: Fields, id_: str, unit: str) -> Value | None:
    fields = Fields(raw, parameter.place, parameter.faults)
    start, end = fields.span("from", "to")
    number = fields.number("value")
    reference = fields.raw("reference")
    if reference is None:
        fields.fault("no_reference", start=start)
    cited = read_citation(reference, fields) if reference is not None else None
    fields.optional("note")
    fields.finish()
    return Value(id_, number, unit, start, end, cited) if cited and start else None


def _parameter(raw: object, file: str, faults: Faults) -> tuple[Parameter, Place]:
    fields = Fields(raw, Place(file), faults)
    id_ = fields.identifier("id")
    unit = fields.choice("unit", UNITS)
    checked = fields.day("last_checked") or date.min
    made = [_value(value, fields, id_, unit) for value in fields.items("values")]
    values = tuple(value for value in made if value)
    if not made:
        fields.fault("no_values")
    check_row([(v.effective_from, v.effective_to) for v in values], fields)
    parameter = Parameter(id_, fields.text("name"), unit, checked, values)
    fields.optional("note")
    fields.finish()
    return parameter, fields.place


def read_parameters(
    files: list[tuple[Path, bytes]], root: Path, faults: Faults
) -> tuple[ParameterTable, dict[str, Place]]:
    """All parameters, and where each is written."""
    found: dict[str, Parameter] = {}
    places: dict[str, Place] = {}
    for path, content in files:
        file = path.relative_to(root).as_posix()
        for raw in parse_yaml(content, file, faults) or []:
            parameter, place = _parameter(raw, file, faults)
            if parameter.id in found:
                faults.add(place, "duplicate_id", id=parameter.id, first=places[parameter.id])
            found[parameter.id], places[parameter.id] = parameter, place
    return ParameterTable(found), places
