"""faq/*.yaml, or published entries from the console → FaqEntry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge_base.law.faults import Faults, Place
from knowledge_base.law.fields import Fields
from knowledge_base.law.models import AskFirst, Choice, FaqEntry
from knowledge_base.law.parameters import read_citation
from knowledge_base.law.yaml_files import parse_yaml

STATUSES = ("read", "reported", "awaiting")


@dataclass(frozen=True)
class Written:
    """An entry and where it is written."""

    entry: FaqEntry
    place: Place


def _ask_first(fields: Fields) -> AskFirst | None:
    raw = fields.raw("ask_first")
    if raw is None:
        return None
    asked = Fields(raw, fields.place, fields.faults)
    question = asked.text("question")
    choices = []
    for item in asked.items("choices"):
        choice = Fields(item, asked.place, asked.faults)
        choices.append(Choice(choice.text("button"), choice.text("entry")))
        choice.finish()
    asked.finish()
    return AskFirst(question, tuple(choices))


def read_entry(raw: object, topic: str | None, place: Place, faults: Faults) -> Written:
    """One entry. `topic` is that of its file ("" for none); None: the entry names its own."""
    fields = Fields(raw, place, faults)
    id_ = fields.identifier("id")
    start, end = fields.span("valid_from", "valid_to")
    entry = FaqEntry(
        id=id_,
        topic=topic if topic is not None else fields.nullable("topic"),
        title=fields.text("title"),
        button=fields.text("button"),
        questions=fields.texts("questions"),
        answer=fields.text("answer"),
        steps=fields.texts("steps", required=False),
        avoid=fields.text("avoid", required=False),
        more=fields.text("more", required=False),
        offer=fields.flag("offer"),
        citations=tuple(read_citation(item, fields) for item in fields.items("citations", required=False)),
        valid_from=start or date.max,
        valid_to=end,
        status=fields.choice("status", STATUSES),
        ask_first=_ask_first(fields),
        only_for=fields.texts("only_for", required=False),
        fine=fields.text("fine", required=False),
    )
    if topic and not id_.startswith(f"{topic}."):
        fields.fault("foreign_entry", topic=topic)
    fields.finish()
    return Written(entry, fields.place)


def by_id(written: Iterable[Written], faults: Faults) -> dict[str, Written]:
    """Entries by id; the same id twice is a fault."""
    found: dict[str, Written] = {}
    for item in written:
        if item.entry.id in found:
            faults.add(item.place, "duplicate_id", id=item.entry.id, first=found[item.entry.id].place)
        found[item.entry.id] = item
    return found


def read_faq(files: list[tuple[Path, bytes]], root: Path, faults: Faults) -> dict[str, Written]:
    """All entries of faq/*.yaml by id."""
    written: list[Written] = []
    for path, content in files:
        file = path.relative_to(root).as_posix()
        loaded = parse_yaml(content, file, faults)
        if loaded is None:
            continue
        fields = Fields(loaded, Place(file), faults)
        topic = fields.nullable("topic")
        for raw in fields.items("entries"):
            written.append(read_entry(raw, topic, Place(file), faults))
        fields.finish()
    return by_id(written, faults)


def read_published(entries: Iterable[Mapping[str, object]], faults: Faults) -> dict[str, Written]:
    """Entries of a published snapshot; each is a mapping of the FAQ format plus `topic`."""
    written = [read_entry(raw, None, Place("published", line), faults) for line, raw in enumerate(entries, 1)]
    return by_id(written, faults)
