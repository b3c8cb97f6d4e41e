"""Question sets as other hands would type them."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from evaluation.robustness import KINDS, keys, main, vary
from knowledge_base.text import fold, nfc, normalize_query

QUESTION = (
    "Công ty chậm trả lương hai tháng rồi, người lao động được nghỉ việc ngay theo điểm b khoản 2 Điều 35 không? "
    "Lương tối thiểu vùng bao nhiêu, 5.310.000 đồng đúng không, xem 145/2020/NĐ-CP"
)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_same_every_time_and_references_stay(kind: str) -> None:
    made = vary(QUESTION, kind, "q-1")
    assert made != QUESTION
    assert made == vary(QUESTION, kind, "q-1")
    for kept in ("điểm b khoản 2 Điều 35", "5.310.000", "145/2020/NĐ-CP"):
        assert fold(kept) in fold(made)


def test_folded_and_nfd_lose_nothing_else() -> None:
    assert vary(QUESTION, "folded") == fold(QUESTION)
    assert nfc(vary(QUESTION, "nfd")) == QUESTION
    assert not unicodedata.is_normalized("NFC", vary(QUESTION, "nfd"))


def test_slang_is_shorter_and_means_the_same() -> None:
    made = vary(QUESTION, "slang", "q-1")
    assert len(made) < len(QUESTION)
    assert fold(normalize_query(made)).split()[:4] == ["cong", "ty", "cham", "tra"]


def test_slips_change_a_realistic_share_of_the_words() -> None:
    texts = [vary(QUESTION, "slips", str(number)) for number in range(50)]
    words = fold(QUESTION).split()
    changed = [len(set(words) - set(fold(text).split())) / len(words) for text in texts]
    assert 0.1 < sum(changed) / len(changed) < 0.4
    assert len(set(texts)) > 40


@pytest.mark.parametrize(("word", "telex", "vni"), [("lương", "luwowng", "lu7o7ng"), ("Được", "dduwowcj", "d9u7o7c5")])
def test_keys(word: str, telex: str, vni: str) -> None:
    assert (keys(word, 0), keys(word, 1)) == (telex, vni)
    assert normalize_query(telex) == normalize_query(vni) == word.lower()


def test_the_command_keeps_every_other_field(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": "a", "question": QUESTION, "topic": "x"}) + "\n\n", encoding="utf-8")
    assert main([str(source), str(target), "--kind", "slips"]) == 0
    row = json.loads(target.read_text(encoding="utf-8"))
    assert (row["id"], row["topic"], row["question"]) == ("a", "x", vary(QUESTION, "slips", "a"))


def test_an_unusable_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": 1}\n', encoding="utf-8")
    assert main([str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"), "--kind", "nfd"]) == 2
    assert "needs id and question" in capsys.readouterr().err
