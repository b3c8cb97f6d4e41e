"""entitlements/<name>.yaml → Spec. What is wrong in a file is told with its line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from knowledge_base.entitlements.spec import (
    KINDS,
    FactChoice,
    FactSpec,
    Limits,
    LineSpec,
    Spec,
    ViolationSpec,
)
from knowledge_base.law.faults import Faults, KnowledgeError, Place, sentence
from knowledge_base.law.fields import Fields
from knowledge_base.law.models import Citation
from knowledge_base.law.parameters import read_citation
from knowledge_base.law.yaml_files import Map, parse_yaml

FOLDER = Path(__file__).parent
SHARED = "common/facts.yaml"
BUTTON, QUESTIONS, STEPS = 20, 4, 3
_REQUIRED = {True: "yes", False: "no", "when_needed": "when_needed", None: "no"}
_DONT_KNOW = ("look_up", "assume", "range")


def _choices(fields: Fields) -> tuple[FactChoice, ...]:
    made = []
    for raw in fields.items("choices", required=False):
        item = Fields(raw, fields.place, fields.faults)
        choice = FactChoice(item.text("value"), item.text("button"), item.texts("words"))
        if len(choice.button) > BUTTON:
            item.fault("too_long", key="button", length=len(choice.button), limit=BUTTON)
        made.append(choice)
        item.finish()
    return tuple(made)


def _limits(fields: Fields) -> Limits | None:
    raw = fields.raw("limits")
    if raw is None:
        return None
    item = Fields(raw, fields.place, fields.faults)
    limits = Limits(item.raw("min", required=True), item.raw("max", required=True), item.text("ask_back"))
    item.finish()
    return limits


def _required(fields: Fields) -> str:
    raw = fields.raw("required")
    if raw not in _REQUIRED:
        fields.fault("wrong_choice", key="required", found=raw, known="true, false, when_needed")
        return "no"
    return _REQUIRED[raw]


def _plain(value: Any) -> Any:
    """A value without the place where it was written."""
    return dict(value) if isinstance(value, Map) else value


def _fact(raw: Map, place: Place, faults: Faults) -> FactSpec:
    fields = Fields(raw, place, faults)
    kind = ""
    fact = FactSpec(
        id=fields.identifier("id"),
        kind=(kind := fields.choice("kind", KINDS)),
        question=fields.text("question"),
        unit=fields.optional("unit"),
        choices=_choices(fields),
        words=fields.texts("words", required=False),
        says={phrase: _plain(value) for phrase, value in fields.mapping("says").items()},
        limits=_limits(fields),
        required=_required(fields),
        default=fields.raw("default"),
        assumed=fields.text("assumed", required=False),
        source=fields.optional("from"),
        after=fields.optional("after"),
        when=fields.mapping("when"),
        unless=fields.texts("unless", required=False),
        dont_know=fields.choice("dont_know", _DONT_KNOW) if fields.has("dont_know") else _DONT_KNOW[0],
        look_up=fields.text("look_up", required=False),
    )
    if kind == "choice" and not fact.choices:
        fields.fault("missing_key", key="choices")
    fields.finish()
    return fact


def _merged(raw: object, shared: Mapping[str, Map]) -> object:
    """The shared fact under the keys that a calculation writes; a null key takes the shared one away."""
    if not isinstance(raw, Map):
        return raw
    made = Map(raw.line)
    made.update({**shared.get(str(raw.get("id")), {}), **raw})
    return made


def _facts(fields: Fields, shared: Mapping[str, Map]) -> dict[str, FactSpec]:
    found: dict[str, FactSpec] = {}
    for raw in fields.items("facts"):
        merged = _merged(raw, shared)
        fact = _fact(merged, fields.place, fields.faults)  # type: ignore[arg-type]
        if fact.id in found:
            fields.fault("duplicate_id", id=fact.id, first=fields.place)
        found[fact.id] = fact
    for fact in found.values():
        for other in (*fact.when, *fact.unless):
            if other not in found:
                fields.fault("wrong_choice", key=f"{fact.id}.when/unless", found=other, known=", ".join(found))
    return found


def read_cites(raw: object, owner: Fields) -> tuple[Citation, ...]:
    """One citation or a list of them."""
    if raw is None:
        return ()
    return tuple(read_citation(one, owner) for one in (raw if isinstance(raw, list) else [raw]))


def _lines(fields: Fields) -> dict[str, LineSpec]:
    made = {}
    for key, raw in fields.mapping("lines").items():
        item = Fields(raw, Place(fields.place.file, fields.place.line, f"{fields.place.id} {key}"), fields.faults)
        made[key] = LineSpec(item.text("text"), read_cites(item.raw("cites"), item))
        item.finish()
    return made


def _violations(fields: Fields) -> dict[str, ViolationSpec]:
    made = {}
    for key, raw in fields.mapping("violations").items():
        item = Fields(raw, fields.place, fields.faults)
        made[key] = ViolationSpec(item.text("text"), item.text("department"))
        item.finish()
    return made


def _texts_by_id(fields: Fields, key: str) -> dict[str, str]:
    return {name: str(text) for name, text in fields.mapping(key).items()}


def read_spec(content: bytes, file: str, shared: Mapping[str, Map], faults: Faults) -> Spec:
    """A calculation from the contents of its file, not yet compared with the law."""
    fields = Fields(parse_yaml(content, file, faults), Place(file), faults)
    spec = Spec(
        id=fields.identifier("id"),
        title=fields.text("title"),
        button=fields.text("button"),
        topics=fields.texts("topics"),
        valid_from=fields.day("valid_from") or date.min,
        rule=fields.text("rule"),
        facts=_facts(fields, shared),
        outputs=_texts_by_id(fields, "outputs"),
        results=_texts_by_id(fields, "results"),
        lines=_lines(fields),
        reasons=_texts_by_id(fields, "reasons"),
        could_change=fields.texts("could_change"),
        declined=_texts_by_id(fields, "declined"),
        violations=_violations(fields),
        next_steps=fields.texts("next_steps"),
        citations=tuple(read_citation(raw, fields) for raw in fields.items("citations")),
    )
    _check_shape(spec, fields)
    fields.finish()
    return spec


def _check_shape(spec: Spec, fields: Fields) -> None:
    if spec.id != Path(fields.place.file).stem:
        fields.fault("bad_id", id=spec.id)
    if len(spec.button) > BUTTON:
        fields.fault("too_long", key="button", length=len(spec.button), limit=BUTTON)
    if len(spec.next_steps) > STEPS:
        fields.fault("too_many", key="next_steps", count=len(spec.next_steps), limit=STEPS)
    asked = [fact for fact in spec.facts.values() if fact.required == "yes" and not fact.when]
    if len(asked) > QUESTIONS:
        fields.fault("too_many", key="required", count=len(asked), limit=QUESTIONS)
    if "main" not in spec.results:
        fields.fault("missing_key", key="results.main")


def read_shared(root: Path, faults: Faults) -> dict[str, Map]:
    """The facts that several calculations ask for, by id."""
    listed: list[Any] = parse_yaml((root / SHARED).read_bytes(), SHARED, faults) or []
    return {str(raw.get("id")): raw for raw in listed}


@cache
def _shipped_shared() -> dict[str, Map]:
    faults = Faults()
    shared = read_shared(FOLDER, faults)
    faults.raise_if_any()
    return shared


def list_names() -> tuple[str, ...]:
    """The ids of all calculations, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def get_spec(name: str) -> Spec:
    """The description of one calculation, read once. KnowledgeError when there is none or its file is wrong."""
    if name not in list_names():
        raise KnowledgeError(sentence("wrong_choice", key="calculate", found=name, known=", ".join(list_names())))
    faults = Faults()
    path = FOLDER / f"{name}.yaml"
    spec = read_spec(path.read_bytes(), f"entitlements/{path.name}", _shipped_shared(), faults)
    faults.raise_if_any()
    return spec
