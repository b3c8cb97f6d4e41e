"""`python -m knowledge_base`: what it prints and how it ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge_base.__main__ import main

TODAY = date(2026, 11, 23)


def run(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments), TODAY, root)
    out, err = capsys.readouterr()
    return code, out, err


def test_check_counts(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(root, capsys, "check")
    assert code == 0
    assert "4 văn bản, 7 điều, 3 tham số, 4 mục trả lời, 0 phép tính, 3 chủ đề" in out
    assert "23/11/2026" in out


def test_check_prints_every_fault(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "documents/decree.yaml").unlink()
    code, _, err = run(root, capsys, "check")
    assert code == 1
    assert "faq/resign_notice.yaml:3: resign_notice.days: văn bản 145/2020/NĐ-CP không có trong documents/" in err
    assert "1 lỗi phải sửa." in err


def test_show_a_clause(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(root, capsys, "show", "khoản 1 Điều 35 45/2019/QH14")
    assert code == 0
    assert out.splitlines() == [
        "khoản 1 Điều 35 Bộ luật Lao động 2019. Người lao động tự xin nghỉ việc",
        "Hiệu lực: 1/1/2021 – nay",
        "1. Được nghỉ không cần lý do nếu báo trước đủ ngày.",
        "   a) Ít nhất 45 ngày nếu hợp đồng không xác định thời hạn.",
        "   b) Ít nhất 30 ngày nếu hợp đồng từ 12 đến 36 tháng.",
        "   đ) Ngành nghề đặc thù theo quy định riêng.",
    ]


def test_show_on_a_day(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "sửa bởi 113/2025/QH15" in run(root, capsys, "show", "điều 139 bllđ")[1]
    assert "sửa bởi" not in run(root, capsys, "show", "điều 139 bllđ", "--date", "2026-06-30")[1]


@pytest.mark.parametrize(
    ("reference", "day", "words"),
    [
        ("xin chào", "2026-11-23", "Không hiểu 'xin chào'"),
        ("điều 36", "2026-11-23", "Không tìm được một nơi chắc chắn"),
        ("điều 35 45/2019/QH14", "2020-06-01", "không có hiệu lực vào ngày 1/6/2020"),
        ("khoản 7 điều 35 45/2019/QH14", "2026-11-23", "không có khoản 7"),
    ],
)
def test_show_what_is_not_there(
    root: Path, capsys: pytest.CaptureFixture[str], reference: str, day: str, words: str
) -> None:
    code, out, err = run(root, capsys, "show", reference, "--date", day)
    assert (code, out) == (3, "")
    assert words in err


@pytest.mark.parametrize("arguments", [[], ["sing"], ["show"], ["show", "điều 35", "--date", "hôm qua"]])
def test_wrong_usage(root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(root, capsys, *arguments)
    assert ended.value.code == 2


def test_ask_tells_the_decision(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(root, capsys, "ask", "xin nghi viec bao truoc may ngay")
    assert code == 0
    assert out.splitlines()[0].startswith(("[answer", "[clarify", "[escalate"))


def test_ask_about_a_named_article(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(root, capsys, "ask", "khoản 2 điều 35 bllđ nói gì", "--date", "2026-01-05")
    assert code == 0
    assert "Căn cứ: Điều 35 (khoản 2) Bộ luật Lao động 2019." in out


@pytest.mark.parametrize("day", ["1990-01-01", "2100-01-01"])
def test_a_day_whose_law_is_not_told_is_refused_in_one_sentence(
    root: Path, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = run(root, capsys, "show", "Điều 35 45/2019/QH14", "--date", day)
    assert code == 3 and "nằm ngoài phần luật đã kiểm" in said and said.count("\n") == 1
