from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.legal_ruler import LegalRuler, find_legal
from knowledge_base.citations import find


def found(text: str, kind: str) -> list[str]:
    return [text[e["start"] : e["end"]] for e in find_legal(text) if e["entity"] == kind]


@pytest.mark.parametrize(
    "reference",
    [
        "điểm a khoản 2 Điều 35 BLLĐ 2019",
        "dieu 35 blld",
        "Đ.35 BLLĐ",
        "Điều 36, 37 Luật BHXH 2024",
        "Điều 48 (khoản 1) Bộ luật Lao động",
        "khoản 1,2 điều 36",
        "điều 35 khoản 2",
        "nghị định 145/2020/NĐ-CP điều 5",
        "NĐ 145",
        "45/2019/QH14",
        "a khoản 2 điều 35",
    ],
)
def test_a_reference_is_one_entity(reference: str) -> None:
    text = f"em đọc {reference} thì sao ạ"
    assert found(text, "legal_reference") == [reference]


def test_references_are_readable_for_the_citation_finder() -> None:
    """What the ruler marks is what knowledge_base/citations takes apart."""
    (entity,) = find_legal("theo điểm a khoản 2 Điều 35 BLLĐ 2019 thì sao")
    (mention,) = find(entity["value"])
    assert (mention.article, mention.clause, mention.point) == ("35", "2", "a")


@pytest.mark.parametrize(
    "text", ["tt 2 tháng lương", "nợ 5 triệu", "điều kiện gì", "khoản tiền 2 triệu", "em làm ca 3"]
)
def test_what_only_looks_like_a_reference(text: str) -> None:
    assert found(text, "legal_reference") == []


def test_kinds_of_documents() -> None:
    (entity,) = find_legal("theo nghi dinh nao vay")
    assert (entity["entity"], entity["value"]) == ("document_kind", "nghi_dinh")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("em ở Đồng Nai, làm giày", "dong_nai"),
        ("o dong nai luong bao nhieu", "dong_nai"),
        ("kcn Bình Dương", "ho_chi_minh"),
        ("ở Hoà Bình", "phu_tho"),
        ("em o hue", "hue"),
        ("Huế lương vùng mấy", "hue"),
        ("lam o sg", "ho_chi_minh"),
    ],
)
def test_provinces_of_today_for_old_names(text: str, value: str) -> None:
    assert [e["value"] for e in find_legal(text) if e["entity"] == "province"] == [value]


@pytest.mark.parametrize("text", ["chi hue oi", "hn em nghi", "đồng nại", "hòa bính"])
def test_what_only_looks_like_a_province(text: str) -> None:
    assert found(text, "province") == []


def test_offsets_hold_on_nfd_and_zero_width() -> None:
    text = unicodedata.normalize("NFD", "ở\u200b Đồng Nai theo Điều 35")
    spans = [unicodedata.normalize("NFC", text[e["start"] : e["end"]]) for e in find_legal(text)]
    assert spans == ["Đồng Nai", "Điều 35"]


@settings(database=None, deadline=None, max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("điềukhoản 35,().;"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    for entity in find_legal(text):
        assert 0 <= entity["start"] < entity["end"] <= len(text)


def test_component_puts_entities_on_the_message() -> None:
    (message,) = LegalRuler({}).process([Message({"text": "Điều 35 ở Huế"})])
    entities = message.get("entities")
    assert [e["extractor"] for e in entities] == ["LegalRuler", "LegalRuler"]
    assert "entities" in message.output_properties
