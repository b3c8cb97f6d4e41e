"""directory/*.yaml → topics, departments, dialogue acts and provinces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge_base.law.faults import Faults, Place
from knowledge_base.law.fields import Fields
from knowledge_base.law.models import Topic
from knowledge_base.law.yaml_files import parse_yaml
from knowledge_base.text.normalize import fold

TOPICS = "directory/topics.yaml"
PROVINCES = "directory/provinces.yaml"
_AUTO = ("auto", "rule_and_human", "human", "pointer")


@dataclass(frozen=True)
class Province:
    """One of the 34 provinces; `holds` are those of the former 63 inside it. `city`: under the central government."""

    id: str
    name: str
    city: bool
    holds: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Directory:
    """Who answers for what, and where."""

    topics: Mapping[str, Topic]
    departments: Mapping[str, str]
    dialogue_acts: tuple[str, ...]
    provinces: Mapping[str, Province]

    def find_province(self, name: str) -> Province | None:
        """The province of today for a name of today or of before July 2025, with or without accents."""
        return _names(self.provinces).get(fold(name).strip())


def _names(provinces: Mapping[str, Province]) -> dict[str, Province]:
    found: dict[str, Province] = {}
    for province in provinces.values():
        for name in (province.name, *province.holds, *province.aliases):
            found.setdefault(fold(name), province)
    return found


def _topic(raw: object, departments: Mapping[str, object], faults: Faults) -> tuple[Topic, Place]:
    fields = Fields(raw, Place(TOPICS), faults)
    topic = Topic(
        id=fields.named("id"),
        name=fields.text("name"),
        scope=fields.text("scope"),
        not_here=fields.text("not_here", required=False),
        department=fields.text("department"),
        confirmed=fields.flag("confirmed"),
        auto=fields.choice("auto", _AUTO),
    )
    if topic.department and topic.department not in departments:
        fields.fault("unknown_department", department=topic.department)
    fields.finish()
    return topic, fields.place


def _read_topics(content: bytes, faults: Faults) -> tuple[dict[str, Topic], dict[str, str], tuple[str, ...]]:
    fields = Fields(parse_yaml(content, TOPICS, faults), Place(TOPICS), faults)
    departments = {key: str(name) for key, name in fields.mapping("departments").items()}
    topics: dict[str, Topic] = {}
    for raw in fields.items("topics"):
        topic, place = _topic(raw, departments, faults)
        if topic.id in topics:
            faults.add(place, "duplicate_id", id=topic.id, first=TOPICS)
        topics[topic.id] = topic
    acts = fields.texts("dialogue_acts")
    fields.finish()
    return topics, departments, acts


def read_provinces(content: bytes, faults: Faults) -> dict[str, Province]:
    """The provinces of provinces.yaml by id."""
    fields = Fields(parse_yaml(content, PROVINCES, faults), Place(PROVINCES), faults)
    fields.day("effective_from")
    found: dict[str, Province] = {}
    for raw in fields.items("provinces"):
        item = Fields(raw, Place(PROVINCES), faults)
        province = Province(
            id=item.named("id"),
            name=item.text("name"),
            city=item.flag("city"),
            holds=item.texts("holds"),
            aliases=item.texts("aliases", required=False),
        )
        if province.id in found:
            faults.add(item.place, "duplicate_id", id=province.id, first=PROVINCES)
        found[province.id] = province
        item.finish()
    fields.finish()
    return found


def read_directory(topics: bytes, provinces: bytes, faults: Faults) -> Directory:
    """The directory from the contents of its two files."""
    read, departments, acts = _read_topics(topics, faults)
    return Directory(read, departments, acts, read_provinces(provinces, faults))
