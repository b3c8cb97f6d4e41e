"""Short forms are written out, legal references stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.text import fold, normalize_query
from knowledge_base.text import slang as slang_module
from knowledge_base.text.slang import slang


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cty ko tra luong, lm s z", "công ty không tra luong, làm sao vậy"),
        ("e muon nghi r h sao a", "em muon nghi rồi giờ sao ạ"),
        ("a ơi cho e hỏi", "anh ơi cho em hỏi"),
        ("hđlđ 1 năm, bhxh bhyt bhtn", "hợp đồng lao động 1 năm, bảo hiểm xã hội bảo hiểm y tế bảo hiểm thất nghiệp"),
        ("nld kiện nsdld", "người lao động kiện người sử dụng lao động"),
        ("ck dc nghi may bua khi vk sanh", "chồng được nghi mấy ngày khi vợ sinh"),
        ("lươngggg thấppp quáaa", "lương thấp quá"),
        ("KO DC", "không được"),
        ("nghỉ k lương", "nghỉ không lương"),
        ("200k", "200k"),
        ("vùng III", "vùng III"),
        ("bảo hiểm 1 lần", "bảo hiểm xã hội một lần"),
        ("hưởng tn", "hưởng thất nghiệp"),
        ("bị tn", "bị tai nạn"),
        ("tc tn bn", "trợ cấp thất nghiệp bao nhiêu"),
        ("tc 3 tiếng", "tăng ca 3 tiếng"),
        ("hông biết", "không biết"),
        ("gửi cccd, cười kkkkk", "gửi căn cước công dân, cười kkkkk"),
        ("loại a, xưởng c", "loại a, xưởng c"),
        ("lãnh hết bh một lần", "lãnh hết bảo hiểm một lần"),
        ("a quên, con e 8 tháng", "à quên, con em 8 tháng"),
        ("c.ơn chị, c.ty trả rồi", "cảm ơn chị, công ty trả rồi"),
        ("sắp xếp, thức dậy", "sắp xếp, thức dậy"),
        ("làm hong máy", "làm hong máy"),
        ("du dk huong", "du điều kiện huong"),
        ("ntn  \n  v", "như thế nào vậy"),
        ("r h làm răng", "rồi giờ làm sao"),
        ("mần công nhân bển hổng có bhtnlđ", "làm công nhân bên ấy không có bảo hiểm tai nạn lao động"),
        ("tụi tui mướn nhà, mắc chi đóng", "chúng tôi thuê nhà, tại sao đóng"),
        ("vô làm 5 tr 1 thg", "vô làm 5 triệu 1 tháng"),
        ("ba em mất, nghỉ ba ngày", "cha em mất, nghỉ ba ngày"),
        ("ttruong kêu e nghỉ tăng ka", "tổ trưởng kêu em nghỉ tăng ca"),
        ("tnao, tnào, qđ, qlý, nvien", "thế nào, thế nào, quyết định, quản lý, nhân viên"),
        ("lương cb, lương tt, lương 13", "lương cơ bản, lương tối thiểu, lương tháng 13"),
        ("nđ mới, NĐ 145/2020/NĐ-CP", "nghị định mới, NĐ 145/2020/NĐ-CP"),
        ("cs đc nghỉ ko", "có được nghỉ không"),
        ("lương tháng 13", "lương tháng 13"),
        ("", ""),
        ("   ", ""),
        ("😀", "😀"),
    ],
)
def test_normalize_query(typed: str, meant: str) -> None:
    assert normalize_query(typed) == meant


@pytest.mark.parametrize(
    "reference",
    [
        "điểm k khoản 1 Điều 125",
        "điểm a, c, đ khoản 2 Điều 35",
        "diem e khoan 1 dieu 35",
        "k2 đ35",
        "Đ.35",
        "145/2020/NĐ-CP",
        "TT 28/2021/TT-BLĐTBXH",
        "c khoản 1 Điều 98",
        "NĐ 145/2020/NĐ-CP",
        "k2 điều 35",
        "k2đ35",
    ],
)
def test_legal_references_stay(reference: str) -> None:
    assert normalize_query(reference) == reference


def test_every_meaning_is_final() -> None:
    always, context = slang()
    meanings = [*always.values(), *(rule["to"] for rules in context.values() for rule in rules)]
    again = {meaning: normalize_query(meaning) for meaning in meanings if len(meaning) > 2}
    assert {meaning: told for meaning, told in again.items() if meaning != told} == {}


def test_the_list_is_large_and_has_no_duplicate_or_idle_entry() -> None:
    always, context = slang()
    assert len(always) + len(context) >= 400
    text = Path(slang_module.__file__).with_name("slang.yaml").read_text(encoding="utf-8")
    keys = [
        line.partition(":")[0].strip() for line in text.partition("\n# by context:")[0].splitlines() if ": " in line
    ]
    keys = [key for key in keys if not key.startswith("#")]
    assert len(keys) == len(set(keys)) >= 400
    assert not set(keys) & set(context)
    idle = [key for key, meaning in always.items() if " ".join(key) == meaning]
    assert idle in ([], [("bao", "nhiêu")], [("bao", "nhiêu"), ("lương", "tháng", "13")]), idle


def test_folded_words_are_not_mistaken_for_slang() -> None:
    text = "toi vay tien ngan hang, hong may, giam luong, dao tao, dien thoai, giup viec nha, te o nha"
    text += ", so sanh, rui ro, co vo hieu, ba thang, bieu mau, keu cuu, rang ham, to mo, chi tra, mo may, lanh dao"
    assert fold(normalize_query(text)) == text


def test_every_short_form_is_reached() -> None:
    always, _ = slang()
    missed = {key: normalize_query(" ".join(key)) for key, meaning in always.items()}
    assert {key: told for key, told in missed.items() if told != always[key]} == {}
