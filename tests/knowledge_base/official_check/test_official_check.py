"""Our words against official texts: what is found, what is let through, and the shipped base itself."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import knowledge_base
from knowledge_base.__main__ import main
from knowledge_base.importer import OfficialTexts
from knowledge_base.official_check import find_all
from knowledge_base.official_check.check import selections, waivers
from knowledge_base.official_check.copies import find_copied, grams
from knowledge_base.official_check.figures import counted_words, days, figures, mend_scan, percents, written_figures

TEXTS = Path(__file__).parents[4] / "shared" / "law" / "texts"


def values(text: str) -> set[float]:
    return {float(value) for value, _ in written_figures(text)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("5.310.000 đồng", {5310000}),
        ("từ 5 đến 10 triệu đồng", {5000000, 10000000}),
        ("1,5 tháng, 05 ngày", {1.5, 5}),
        ("phạt 75 triệu", {75000000}),
        ("các khoản 1,2,3,4 và 6", {1, 2, 3, 4, 6}),
        ("từ 01/7/2025", {1, 7, 2025}),
        ("0,03%/ngày", {0.03}),
        ("50-60 người", {50, 60}),
    ],
)
def test_figures_as_written(text: str, wanted: set[float]) -> None:
    assert values(text) == wanted


def test_figures_of_an_official_text() -> None:
    assert {Fraction(30), Fraction(36), Fraction(1, 2)} <= figures("ba mươi ngày, 36 tháng, một nửa")
    assert {Fraction(25), Fraction(300)} <= figures("hai mươi lăm năm; ba trăm giờ")
    assert figures("năm 2025, mỗi năm") == {Fraction(2025)} and Fraction(5) in figures("năm ngày")
    assert values(mend_scan("60. 000. 000 đồng, 5l người, L00 người, Điều 3§")) == {60000000, 51, 100, 38}
    assert days("ngày 01 tháng 7 năm 2025 và 2/9/2026") == {(1, 7, 2025), (2, 9, 2026)}
    assert percents("85% hoặc 1,5 %") == {Fraction(85), Fraction(3, 2)}
    assert [(int(value), told.strip()) for value, told in counted_words("nghỉ mười hai ngày")] == [
        (12, "mười hai ngày")
    ]


OFFICIAL = (
    "1. Thợ mộc trong xưởng được nghỉ 45 ngày mỗi năm, được trả 85% tiền công, kể từ ngày 01 tháng 7 năm 2025, "
    "do chủ xưởng lớn nhất vùng núi phía tây trả vào cuối mỗi quý bằng tiền mặt hoặc gạo."
)


def check(root: Path, folder: Path, *articles: dict[str, object], name: str = "45_2019_QH14.json") -> list[str]:
    folder.mkdir(exist_ok=True)
    told = {"document": "45/2019/QH14", "title": "", "articles": list(articles)}
    (folder / name).write_text(json.dumps(told), encoding="utf-8")
    return [str(finding) for finding in find_all(knowledge_base.load(root).documents, OfficialTexts.read(folder))]


def tell(root: Path, words: str) -> None:
    """Put other words into khoản 2 of Điều 35."""
    path = root / "documents" / "code.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("Nghỉ ngay không cần báo trước khi bị nợ lương hoặc bị đánh.", words), encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Nghỉ 45 ngày, trả 85% từ 1/7/2025.", None),
        ("Nghỉ 46 ngày.", "con số 46 "),
        ("Nghỉ mười lăm ngày.", "con số mười lăm ngày "),
        ("Trả 45%.", "con số 45% "),
        ("Từ 7/1/2025.", "con số 7/1/2025 "),
        ("Theo Nghị định 99/2024/NĐ-CP năm 2023.", None),
        ("Thợ mộc trong xưởng được nghỉ 45 ngày mỗi năm, được trả 85% tiền công, kể từ", "17 tiếng liền giống"),
        ("Thợ mộc trong xưởng được nghỉ 45 ngày mỗi năm, trả 85% tiền công, kể từ", None),
    ],
)
def test_a_clause_against_its_article(root: Path, tmp_path: Path, words: str, found: str | None) -> None:
    tell(root, words)
    first = {"article": "35", "title": "Nghỉ", "text": OFFICIAL + " Hợp đồng 12 tháng, 30 ngày, 36 tháng."}
    rest = [{"article": "36", "title": "", "text": "Lời."}, {"article": "139", "title": "", "text": "06 tháng."}]
    findings = check(root, tmp_path / "texts", first, *rest)
    if found is None:
        assert findings == []
    else:
        assert len(findings) == 1 and findings[0].startswith("documents/45_2019_QH14.yaml: Điều 35 khoản 2: ")
        assert found in findings[0]


def test_articles_that_one_side_lacks(root: Path, tmp_path: Path) -> None:
    thirty_five = {"article": "35", "title": "", "text": "45 ngày, 30 ngày, 12 tháng, 36 tháng."}
    findings = check(root, tmp_path / "texts", thirty_five, {"article": "37", "title": "", "text": "Lời."})
    assert any("documents/ chưa có: Điều 37" in finding for finding in findings)
    assert any("Điều 36: văn bản gốc không có điều này" in finding for finding in findings)


def test_each_version_has_the_text_of_its_time(root: Path, tmp_path: Path) -> None:
    rest = [
        {"article": "35", "title": "", "text": "45 ngày, 30 ngày, 12 tháng, 36 tháng."},
        {"article": "36", "title": "", "text": "Lời."},
    ]
    old = {"article": "139", "title": "", "text": "Nghỉ 06 tháng."}
    new = {"article": "139", "title": "", "text": "Nghỉ 06 tháng; con thứ hai 08 tháng; trước sinh 02 tháng."}
    folder = tmp_path / "texts"
    check(root, folder, *rest, old, name="45_2019_QH14__original.json")
    findings = check(root, folder, *rest, new)
    assert findings == [
        "documents/45_2019_QH14.yaml: Điều 139 khoản 1: con số 7 không có trong văn bản gốc; "
        + findings[0].split("; ", 1)[1]
    ]
    assert check(root, folder, *rest, old) == [], "a text without the amendment cannot judge it"


def test_names_of_documents_are_no_copies() -> None:
    name = "luật người lao động việt nam đi làm việc ở nước ngoài theo hợp đồng và mọi việc khác"
    official = grams(f"Theo {name} thì nghỉ.")
    assert find_copied(f"Theo {name} thì nghỉ.", official) is not None
    assert find_copied(f"Theo {name} thì nghỉ.", official, [name]) is None


def test_the_command_says_what_is_wrong(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(root, tmp_path / "texts", {"article": "35", "title": "", "text": "Nghỉ."})
    run = ["check", "--texts"]
    assert main([*run, str(tmp_path / "texts")], date(2026, 11, 23), root) == 1
    out, err = capsys.readouterr()
    assert "chỗ phải sửa" in out and "Điều 35 khoản 1: con số 45, 30, 12, 36" in err
    assert main([*run, str(tmp_path / "none")], date(2026, 11, 23), root) == 2
    assert "không có thư mục này" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert main([*run, str(tmp_path / "empty")], date(2026, 11, 23), root) == 2
    assert "không có tệp .json nào" in capsys.readouterr().err


@pytest.mark.skipif(not TEXTS.is_dir(), reason="../shared/law/texts is not here")
def test_the_shipped_base_agrees_with_the_official_texts() -> None:
    documents = knowledge_base.load().documents
    assert [str(finding) for finding in find_all(documents, OfficialTexts.read(TEXTS))] == []


def test_every_exception_has_a_reason_and_is_needed() -> None:
    documents = knowledge_base.load().documents
    assert all(selection["reason"] and selection["left_out"] for selection in selections().values())
    for place, waived in waivers().items():
        number, article = place.rsplit(":", 1)
        assert article in documents[number].articles and waived["reason"] and waived["figures"]
