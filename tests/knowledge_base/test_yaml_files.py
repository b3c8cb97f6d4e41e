"""Our reading of YAML gives what PyYAML's own safe loader gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import knowledge_base
from knowledge_base.law.faults import Faults
from knowledge_base.law.yaml_files import parse_yaml

PLAIN = [
    *["a: 1", "a: 1.5", "a: -3", "a: true", "a: null", "a: ~", "a:", "a: 2026-11-23", 'a: "35"', "a: không", "a: no"],
    *["a: tháng", "a: 1.000", "a: .5", "a: yes", "- 1\n- [a, b]", "a: >-\n  b\n  c", "a: {b: c, d: 0x1f}", "a: 12:30"],
]
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.dates(), _TEXT),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text("abcđ", min_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)


def read(text: str) -> Any:
    faults = Faults()
    value = parse_yaml(text.encode(), "f.yaml", faults)
    assert len(faults) == 0
    return value


@pytest.mark.parametrize("text", PLAIN)
def test_plain_values(text: str) -> None:
    assert read(text) == yaml.safe_load(text)


@given(VALUES)
def test_any_value_comes_back(value: Any) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    assert read(text) == yaml.safe_load(text)


def test_the_shipped_files_read_the_same() -> None:
    paths = sorted(Path(knowledge_base.__file__).parent.glob("parameters/*.yaml"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert read(text) == yaml.load(text, yaml.CSafeLoader)


def test_a_mapping_knows_its_line_and_a_double_key_is_told() -> None:
    faults = Faults()
    value = parse_yaml(b"x: 1\nrows:\n- a: 1\n- b: 2\n  b: 3\n", "f.yaml", faults)
    assert [row.line for row in value["rows"]] == [3, 4]
    assert [str(fault) for fault in faults] == ["f.yaml:5: khóa b viết hai lần; giữ một"]
