"""The area of the minimum wage by commune of the workplace."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import knowledge_base
from knowledge_base.directory import find_wage_areas
from knowledge_base.directory.directory import PROVINCES
from knowledge_base.directory.wage_areas import FORMER, WAGE_AREAS, places, read_places
from knowledge_base.law.faults import Faults
from knowledge_base.text import fold

ON = date(2026, 11, 23)
ROOM = Path(knowledge_base.__file__).parent

ONE = [
    ("em làm ở phường Thuận An, Bình Dương", "ho_chi_minh", 1),
    ("thuan an binh duong", "ho_chi_minh", 1),
    ("p. tân tạo q. bình tân tphcm", "ho_chi_minh", 1),
    ("q12 hcm", "ho_chi_minh", 1),
    ("công ty ở quận Thủ Đức", "ho_chi_minh", 1),
    ("cty e o tx tan uyen", "ho_chi_minh", 1),
    ("lương tối thiểu Cần Giờ là bao nhiêu", "ho_chi_minh", 2),
    ("xã Hồ Tràm", "ho_chi_minh", 3),
    ("luong toi thieu o bien hoa la bao nhieu", "dong_nai", 1),
    ("xã Bom Bo, Đồng Nai", "dong_nai", 4),
    ("huyện Đức Hòa tỉnh Long An", "tay_ninh", 1),
    ("phường Bình Minh tây ninh", "tay_ninh", 2),
    ("xã Hòa Lạc Hà Nội", "ha_noi", 1),
    ("xã Ba Vì, Hà Nội", "ha_noi", 2),
    ("đặc khu phú quốc", "an_giang", 2),
    ("em đang làm ở Việt Yên, Bắc Giang", "bac_ninh", 2),
    ("xã Bản Xèo", "lao_cai", 4),
    ("xã Hoà Tiến, Đà Nẵng", "da_nang", 2),
    ("xã Thống Nhất, Đồng Nai", "dong_nai", 1),
    ("Bạch Long Vĩ", "hai_phong", 2),
]


@pytest.mark.parametrize(("text", "province", "area"), ONE)
def test_one_place_is_found_with_and_without_accents(text: str, province: str, area: int) -> None:
    for written in (text, fold(text)):
        found = find_wage_areas(written, ON)
        assert [(place.province, place.area) for place in found] == [(province, area)], written


SEVERAL = [
    ("Thuận An", {("ho_chi_minh", 1), ("ha_noi", 1), ("hue", 2), ("lam_dong", 4)}),
    ("Bình Dương", {("ho_chi_minh", 1), ("gia_lai", 4)}),
    ("phường Hương Trà", {("hue", 3), ("da_nang", 2)}),
    ("công ty em ở xã An Phú", {("hai_phong", 1), ("quang_ngai", 3), ("an_giang", 4)}),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_places_are_all_returned(text: str, expected: set[tuple[str, int]]) -> None:
    assert {(place.province, place.area) for place in find_wage_areas(text, ON)} == expected


RANGES = [
    ("công ty ở Đồng Nai", (1, 2, 3, 4)),
    ("lương tối thiểu Hải Phòng", (1, 2)),
    ("tỉnh Hòa Bình", (2, 3, 4)),
    ("em làm ở Bà Rịa - Vũng Tàu", (1, 2, 3)),
    ("tp hcm", (1, 2, 3)),
    ("tỉnh Bình Dương", (1,)),
]


@pytest.mark.parametrize(("text", "areas"), RANGES)
def test_a_province_tells_the_areas_in_it(text: str, areas: tuple[int, ...]) -> None:
    assert [place.areas for place in find_wage_areas(text, ON)] == [areas]


NONE = [
    "em muốn nghỉ việc",
    "20 nam dong bhxh co duoc huu khong",
    "dinh cong co bi sa thai khong",
    "công ty đóng tiền trễ",
    "cong ty dong tien tre",
    "hai ben thong nhat voi nhau roi",
    "công ty ở KCN Tân Tạo",
    "lương tối thiểu vùng 1 là bao nhiêu",
    "nghỉ việc có lý do hợp lý thì sao",
    "lam 8h mot ngay co dung khong",
    "an ninh cong ty lục túi em",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert find_wage_areas(text, ON) == []


def test_before_2026_the_area_is_not_told() -> None:
    found = find_wage_areas("phường Thuận An, Bình Dương", date(2025, 12, 31))
    assert [(place.province, place.areas, place.area) for place in found] == [("ho_chi_minh", (), None)]
    assert find_wage_areas("phường Thuận An, Bình Dương", date(2026, 1, 1))[0].area == 1


def test_the_choice_names_the_province() -> None:
    labels = [place.label for place in find_wage_areas("Thuận An", ON)]
    assert labels[0] == "Thuận An (cũ), nay thuộc TP Hồ Chí Minh"
    assert "phường Thuận An, Huế" in labels


def test_all_communes_are_there() -> None:
    units = [unit for held in places().units.values() for unit in held]
    assert len(places().units) == 34
    assert len(units) == 3321
    kinds = {kind: sum(unit.kind == kind for unit in units) for kind in ("ward", "commune", "zone")}
    assert kinds == {"ward": 687, "commune": 2621, "zone": 13}
    assert all(unit.area for unit in units)


def test_each_commune_is_found_by_its_full_name() -> None:
    for held in places().units.values():
        for unit in held:
            found = find_wage_areas(unit.label, ON)
            assert unit in found, unit.label
            assert len({place.area for place in found}) == 1, unit.label


def read(areas: str, former: str = "") -> list[str]:
    faults = Faults()
    read_places(areas.encode(), (former or (ROOM / FORMER).read_text("utf-8")).encode(), provinces(), faults)
    return [fault.code for fault in faults]


def provinces() -> bytes:
    return (ROOM / PROVINCES).read_bytes()


def test_a_wrong_count_and_an_unknown_name_are_faults() -> None:
    text = (ROOM / WAGE_AREAS).read_text(encoding="utf-8")
    assert read(text) == []
    assert read(text.replace("units: 126", "units: 127", 1)) == ["wrong_choice"]
    assert "duplicate_id" in read(text.replace("Nùng Trí Cao, Tân Giang", "Tân Giang, Tân Giang", 1))
    former = (ROOM / FORMER).read_text(encoding="utf-8")
    assert read(text, former.replace("Bàn Cờ, ", "Bàn Cở, ", 1)) == ["wrong_choice"]


@pytest.mark.parametrize(
    "text",
    [
        "luong hop dong thap nen tro cap it phai ko",
        "du tuoi huu roi van lam them may nam",
        "rut mot lan roi gio di lam dong moi",
        "te cau thang luc di an com trua",
        "nghi om co tinh chu nhat khong",
        "dinh cong theo bo luat cu chi duoc tien hanh voi tranh chap nao",
        "Biên bản thỏa thuận thành rồi mà công ty không trả",
        "dong 8 nam luong binh quan 6 trieu",
    ],
)
def test_words_without_accents_are_not_taken_for_famous_places(text: str) -> None:
    assert find_wage_areas(text, ON) == []
