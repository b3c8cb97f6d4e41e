from __future__ import annotations

from collections import Counter
from pathlib import Path

from bot.examples import read_examples, read_groups
from bot.linear_model import Example, folds

TWO_BLOCKS = """
nlu:
- intent: bonus_tet
  examples: |
    - thưởng tết
    - có thưởng không
- intent: bonus_tet
  examples: |
    - tháng 13
    - /helped_yes
"""


def grouped(intent: str, groups: int, size: int) -> list[Example]:
    return [Example(f"{intent} {g} {n}", intent, group=f"{intent}:{g}") for g in range(groups) for n in range(size)]


def test_a_group_is_never_trained_on_and_tested_at_once() -> None:
    for seen, unseen in folds([*grouped("a", 7, 3), *grouped("b", 5, 4)], 5):
        assert {example.group for example in seen}.isdisjoint(example.group for example in unseen)


def test_each_part_tests_about_as_many_of_each_intent() -> None:
    for _, unseen in folds([*grouped("a", 10, 3), *grouped("b", 5, 4)], 5):
        assert Counter(example.intent for example in unseen) == {"a": 6, "b": 4}


def test_too_few_groups_are_dealt_by_example() -> None:
    assert [len(unseen) for _, unseen in folds(grouped("a", 1, 10), 5)] == [2] * 5


def test_a_lighter_example_that_reads_like_a_tested_one_is_left_out_there() -> None:
    near = Example("Lương thưởng", "bonus_tet", 0.5)
    own = [Example(text, "bonus_tet") for text in ("luong thuong", "tháng 13", "thưởng tết")]
    for seen, unseen in folds([*own, near], 3):
        assert (near in seen) == (own[0] not in unseen)


def test_a_block_is_a_group(tmp_path: Path) -> None:
    (tmp_path / "bonus_tet.yml").write_text(TWO_BLOCKS, encoding="utf-8")
    assert list(read_groups(tmp_path)) == [
        ("bonus_tet.yml:0", "bonus_tet", ["thưởng tết", "có thưởng không"]),
        ("bonus_tet.yml:1", "bonus_tet", ["tháng 13"]),
    ]
    assert len(read_examples(tmp_path)) == 3
