"""`python -m knowledge_base import`: what it writes, tells and refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import knowledge_base
from knowledge_base import KnowledgeError
from knowledge_base.__main__ import main
from knowledge_base.importer import default_folder, file_name
from tests.knowledge_base.importer.make import make_docx, make_pdf, make_picture_pdf, make_txt

TODAY = date(2026, 11, 23)
Out = tuple[int, str, str]


class Office:
    """Runs the command on a small law, with its own folder of texts."""

    def __init__(self, root: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.folder, self.capsys = root, folder, capsys

    def take(self, path: Path, number: str = "45/2019/QH14", *more: str) -> Out:
        arguments = ["import", str(path), "--document", number, "--texts", str(self.folder), *more]
        return self.run(*arguments)

    def run(self, *arguments: str) -> Out:
        code = main(list(arguments), TODAY, self.root)
        out, err = self.capsys.readouterr()
        return code, out, err

    def held(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in self.folder.iterdir()} if self.folder.exists() else {}


@pytest.fixture
def office(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(root, tmp_path / "texts", capsys)


def test_an_import_writes_one_file_and_tells_what_to_look_at(office: Office, law: list[str], tmp_path: Path) -> None:
    code, out, err = office.take(make_txt(tmp_path / "bllđ.txt", law))
    assert code == 0 and list(office.held()) == ["45_2019_QH14.json"]
    assert "Đã nạp 45/2019/QH14: 4 điều, 7 khoản, 3 điểm." in out
    assert "thiếu Điều 3, Điều 4" in out and "chữ điểm nhảy ở 1 chỗ: Điều 2 khoản 2 (b → đ)" in out
    assert "kho luật có mà tệp không có: 139" in out and "1 dòng kiểu 'Điều …' sau chữ ký" in out
    assert "Đang đọc bllđ.txt" in err
    told = json.loads(office.held()["45_2019_QH14.json"])
    assert (told["document"], told["complete"], told["imported"]) == ("45/2019/QH14", False, "2026-11-23")
    assert told["articles"][1]["clauses"][1]["points"][0] == {"point": "a", "text": "Người mở xưởng;"}


def test_a_second_import_replaces_the_first(office: Office, law: list[str], tmp_path: Path) -> None:
    path = make_txt(tmp_path / "law.txt", law)
    office.take(path)
    path.write_text(path.read_text(encoding="utf-8").replace("7 giờ", "8 giờ"), encoding="utf-8")
    assert "Bản nạp trước được thay." in office.take(path)[1]
    assert "8 giờ" in office.held()["45_2019_QH14.json"].decode()


def test_a_consolidated_text_names_its_law(office: Office, law: list[str], tmp_path: Path) -> None:
    head = ["VĂN PHÒNG QUỐC HỘI", "Số: 18/VBHN-VPQH", "Bộ luật Lao động số 45/2019/QH14 ngày 20 tháng 11 năm 2019"]
    code, out, _ = office.take(make_txt(tmp_path / "law.txt", [*head, *law[7:]]))
    assert code == 0 and "văn bản hợp nhất 18/VBHN-VPQH" in out


def test_the_words_tell_a_text_without_number(office: Office, tmp_path: Path) -> None:
    same = [
        "Điều 35. Tự xin nghỉ việc",
        "1. Được nghỉ không cần lý do nếu báo trước đủ ngày: ít nhất 45 ngày nếu hợp đồng không xác định thời hạn,",
        "ít nhất 30 ngày nếu hợp đồng từ 12 đến 36 tháng, ngành nghề đặc thù theo quy định riêng.",
        "2. Nghỉ ngay không cần báo trước khi bị nợ lương hoặc bị đánh.",
    ]
    code, out, _ = office.take(make_txt(tmp_path / "law.txt", same))
    assert code == 0 and "không thấy số hiệu trong tệp; nhận theo lời văn" in out
    other = ["Điều 35. Chuồng bò", "1. Bò ăn cỏ ngoài đồng vào buổi sáng, uống nước suối vào buổi trưa rồi về chuồng."]
    code, _, err = office.take(make_txt(tmp_path / "cow.txt", other))
    assert code == 2 and "lời văn không giống 45/2019/QH14" in err


def test_the_law_of_another_number_is_refused(office: Office, law: list[str], tmp_path: Path) -> None:
    code, out, err = office.take(make_txt(tmp_path / "law.txt", law), "145/2020/NĐ-CP")
    assert (code, out) == (2, "") and office.held() == {}
    assert "law.txt: đây là văn bản 45/2019/QH14, không phải 145/2020/NĐ-CP" in err


def _encrypted_word(path: Path) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    return path


def _big(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    return path


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


REFUSED = {
    "encrypted docx": (lambda d: _encrypted_word(d / "a.docx"), "a.docx: tệp có mật khẩu"),
    "encrypted pdf": (lambda d: make_pdf(d / "a.pdf", ["Điều 1. Một", "Lời."], "khóa"), "a.pdf: tệp có mật khẩu"),
    "pictures": (lambda d: make_picture_pdf(d / "a.pdf"), "a.pdf: pdf này chỉ có hình"),
    "200 MB": (lambda d: _big(d / "a.pdf"), "a.pdf: nặng 200 MB, nhiều nhất 50 MB"),
    "empty": (lambda d: _written(d / "a.txt", b""), "a.txt: tệp rỗng"),
    "folder": (lambda d: d, "đây là thư mục"),
    "missing": (lambda d: d / "a.txt", "a.txt: không có tệp này"),
    "extension": (lambda d: _written(d / "a.xls", b"x"), "a.xls: không đọc được loại .xls"),
    "old word": (lambda d: _written(d / "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "Word đời cũ"),
    "other inside": (lambda d: make_pdf(d / "a.docx", ["Lời."]), "tên là docx nhưng bên trong là pdf"),
    "page as text": (lambda d: _written(d / "a.txt", b"<html><p>x</p></html>"), "bên trong là html"),
    "torn pdf": (lambda d: _written(d / "a.pdf", b"%PDF-1.7\n1 0 obj\n<<"), "a.pdf: không đọc được"),
    "torn docx": (lambda d: _written(d / "a.docx", b"PK\x03\x04rest"), "a.docx: không đọc được, tệp hỏng"),
    "old letters": (lambda d: _written(d / "a.txt", b"\xa7i\xd2u 1. Ph\xb9m vi"), "a.txt: chữ không phải UTF-8"),
    "no articles": (lambda d: _written(d / "a.txt", "Bài thơ về biển.".encode()), "a.txt: không thấy dòng nào kiểu"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_changes_nothing(case: str, office: Office, law: list[str], tmp_path: Path) -> None:
    office.take(make_txt(tmp_path / "good.txt", law))
    before = office.held()
    folder = tmp_path / "in"
    folder.mkdir()
    make, words = REFUSED[case]
    code, out, err = office.take(make(folder))
    told = [line for line in err.splitlines() if not line.startswith("Đang ")]
    assert (code, out, len(told)) == (2, "", 1) and words in told[0] and "; " in told[0]
    assert office.held() == before


def test_an_unknown_number_is_refused_before_reading(office: Office, tmp_path: Path) -> None:
    code, _, err = office.take(tmp_path / "a.txt", "99/2099/NĐ-CP")
    assert code == 2 and err.startswith("99/2099/NĐ-CP: kho luật không có văn bản này")


def test_a_write_that_fails_leaves_the_old_text(
    office: Office, law: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_docx(tmp_path / "law.docx", law)
    office.take(path)
    before = office.held()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("knowledge_base.importer.store.json.dump", full)
    code, out, err = office.take(path)
    assert (code, out) == (2, "") and "không ghi được (No space left on device)" in err
    assert office.held() == before


def test_what_was_imported_can_be_shown_and_is_part_of_the_base(office: Office, law: list[str], tmp_path: Path) -> None:
    texts = ["--texts", str(office.folder)]
    office.take(make_txt(tmp_path / "law.txt", law))
    code, out, _ = office.run("show", "khoản 2 Điều 35 45/2019/QH14", "--verbatim", *texts)
    assert code == 0 and out.splitlines()[1] == "2. Đóng lúc 17 giờ."
    assert office.run("show", "Điều 35 45/2019/QH14", *texts)[1].splitlines()[2].startswith("1. Được nghỉ")
    code, _, err = office.run("show", "Điều 7 145/2020/NĐ-CP", "--verbatim", *texts)
    assert code == 3 and "Chưa nạp văn bản gốc của Điều 7 145/2020/NĐ-CP" in err
    kb, bare = knowledge_base.load(office.root, office.folder), knowledge_base.load(office.root)
    assert kb.official_text("45/2019/QH14", "35") == "1. Mở từ 7 giờ.\n2. Đóng lúc 17 giờ."
    assert kb.official_text("45/2019/QH14", "139") is None and bare.official_text("45/2019/QH14", "35") is None
    assert kb.version != bare.version


def test_each_time_has_its_own_text(office: Office, tmp_path: Path) -> None:
    head = ["Luật số: 45/2019/QH14"]
    office.take(make_txt(tmp_path / "old.txt", [*head, "Điều 139. Nghỉ", "Nghỉ cũ."]), "45/2019/QH14", "--original")
    kb = knowledge_base.load(office.root, office.folder)
    assert kb.official_text("45/2019/QH14", "139") is None, "the first text is not that of today"
    assert kb.official_text("45/2019/QH14", "139", date(2024, 1, 1)) == "Nghỉ cũ."
    office.take(make_txt(tmp_path / "new.txt", [*head, "Điều 139. Nghỉ", "Nghỉ mới."]))
    kb = knowledge_base.load(office.root, office.folder)
    assert kb.official_text("45/2019/QH14", "139") == "Nghỉ mới."
    assert kb.official_text("45/2019/QH14", "139", date(2024, 1, 1)) == "Nghỉ cũ."


def test_a_spoiled_text_stops_the_load_with_its_name(office: Office) -> None:
    office.folder.mkdir()
    (office.folder / "45_2019_QH14.json").write_text("{", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"45_2019_QH14\.json: không đọc được bản đã nạp"):
        knowledge_base.load(office.root, office.folder)


def test_names_of_files_and_the_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert file_name("28/2021/TT-BLĐTBXH") == "28_2021_TT-BLDTBXH.json"
    assert file_name("145/2020/NĐ-CP", original=True) == "145_2020_ND-CP__original.json"
    monkeypatch.setenv("TEXTS_DIR", str(tmp_path))
    assert default_folder() == tmp_path


def test_the_product_runs_without_the_libraries_of_an_import() -> None:
    code = "import sys, knowledge_base.__main__; print([m for m in ('lxml', 'pdfminer', 'docx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
