"""YAML to plain values that know their line, at the speed of libyaml. Duplicate keys are faults, not silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from knowledge_base.law.faults import Faults, Place

_STRING = "tag:yaml.org,2002:str"
_NOT_TEXT = frozenset("0123456789+-.~nNtTfFyYoO=<")
_LONGEST_WORD = len("false")


class Map(dict[str, Any]):
    """A mapping that knows the line it starts on."""

    __slots__ = ("line",)

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


def _is_text(value: str) -> bool:
    """Surely no number, date, truth value or null."""
    return bool(value) and (value[0] not in _NOT_TEXT or (value[0].isalpha() and len(value) > _LONGEST_WORD))


class _Loader(yaml.CSafeLoader):
    """CSafeLoader that asks PyYAML's rules only about plain scalars that may be no text."""

    def resolve(self, kind: type[Node], value: str, implicit: Any) -> str:
        if kind is ScalarNode and (not implicit[0] or _is_text(value)):
            return _STRING
        tag: str = super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]
        return tag

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """No path resolvers here."""

    def ascend_resolver(self) -> None:
        """No path resolvers here."""


class _Scalars(yaml.constructor.SafeConstructor):
    """Turns scalar nodes into int, float, bool, None, date, with PyYAML's own rules."""


class _Builder:
    def __init__(self, file: str, faults: Faults) -> None:
        self._file = file
        self._faults = faults
        self._scalars = _Scalars()

    def build(self, node: Node) -> Any:
        if isinstance(node, ScalarNode):
            return node.value if node.tag == _STRING else self._scalars.construct_object(node)
        if isinstance(node, SequenceNode):
            return [self.build(child) for child in node.value]
        assert isinstance(node, MappingNode)
        return self._mapping(node)

    def _mapping(self, node: MappingNode) -> Map:
        made = Map(node.start_mark.line + 1)
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else str(key_node.tag)
            if key in made:
                place = Place(self._file, key_node.start_mark.line + 1)
                self._faults.add(place, "duplicate_key", key=key)
            made[key] = self.build(value_node)
        return made


def parse_yaml(content: bytes, file: str, faults: Faults) -> Any:
    """The value of a YAML text; None and a fault where it cannot be read."""
    try:
        node = yaml.compose(content, _Loader)
        return None if node is None else _Builder(file, faults).build(node)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        detail = getattr(error, "problem", None) or str(error)
        faults.add(Place(file, mark.line + 1 if mark else 0), "bad_yaml", detail=detail)
        return None


def list_yaml(root: Path, folder: str) -> list[Path]:
    """The YAML files of a folder, by name; none where the folder is missing."""
    return sorted((root / folder).glob("*.yaml"))
