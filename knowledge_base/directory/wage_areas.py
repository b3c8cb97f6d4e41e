"""Where which area of the regional minimum wage holds: wage_areas.yaml and former_places.yaml by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.directory.directory import PROVINCES, Province, read_provinces
from knowledge_base.law.faults import Faults, Place
from knowledge_base.law.fields import Fields
from knowledge_base.law.yaml_files import parse_yaml
from knowledge_base.text.normalize import fold

WAGE_AREAS = "directory/wage_areas.yaml"
FORMER = "directory/former_places.yaml"
_KINDS = {"wards": "ward", "communes": "commune", "zones": "zone"}
_WORD = re.compile(r"[a-z0-9]+")
_ROMAN = {"1": 1, "2": 2, "3": 3, "4": 4}


@cache
def place_words() -> dict[str, Any]:
    """The words around places, from place_words.yaml."""
    text = Path(__file__).with_name("place_words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


def name_key(name: str) -> str:
    """A name as it is looked up: folded words, one blank between: "B'Lao" → "b lao"."""
    return " ".join(_WORD.findall(fold(name)))


@dataclass(frozen=True)
class WageArea:
    """A place and the areas (1 to 4) of the minimum wage in it; several: it varies; none: not known for that day.

    `kind`: ward, commune, zone, former_district, former_province, province. `province` is an id of provinces.yaml.
    """

    name: str
    kind: str
    province: str
    province_name: str
    areas: tuple[int, ...]

    @property
    def area(self) -> int | None:
        """The one area, or None where it varies or is not known."""
        return self.areas[0] if len(self.areas) == 1 else None

    @property
    def label(self) -> str:
        """The place as a choice shows it: "phường Thuận An, TP Hồ Chí Minh"."""
        told: str = place_words()["labels"][self.kind]
        return told.format(name=self.name, province=self.province_name)


@dataclass(frozen=True)
class Places:
    """All places by `name_key`, the narrowest kind last; the areas hold from `effective_from`."""

    effective_from: date
    by_name: Mapping[str, tuple[WageArea, ...]]
    units: Mapping[str, tuple[WageArea, ...]]


def _split(told: str) -> list[str]:
    return [name.strip() for name in told.split(",") if name.strip()]


def _units(fields: Fields, province: Province) -> Iterator[WageArea]:
    for key, kind in _KINDS.items():
        for area, names in fields.mapping(key).items():
            if area not in _ROMAN:
                fields.fault("wrong_choice", key=key, found=area, known=", ".join(_ROMAN))
                continue
            for name in _split(str(names)):
                yield WageArea(name, kind, province.id, province.name, (_ROMAN[area],))


def _read_units(raw: object, provinces: Mapping[str, Province], faults: Faults) -> tuple[str, tuple[WageArea, ...]]:
    fields = Fields(raw, Place(WAGE_AREAS), faults)
    id_ = fields.named("province")
    known = provinces.get(id_)
    if known is None:
        fields.fault("wrong_choice", key="province", found=id_, known=", ".join(provinces))
        return id_, ()
    fields.choice("rest", tuple(_ROMAN))
    count = fields.number("units")
    units = tuple(_units(fields, known))
    for (name, kind), times in Counter((unit.name, unit.kind) for unit in units).items():
        if times > 1:
            fields.fault("duplicate_id", id=f"{kind} {name}", first=WAGE_AREAS)
    if len(units) != count:
        fields.fault("wrong_choice", key="units", found=count, known=len(units))
    fields.finish()
    return id_, units


def _areas_of(places: Iterable[WageArea]) -> tuple[int, ...]:
    return tuple(sorted({area for place in places for area in place.areas}))


def _district(raw: object, owner: Fields, province: Province, units: tuple[WageArea, ...]) -> WageArea:
    fields = Fields(raw, owner.place, owner.faults)
    name = fields.named("name")
    became = _split(fields.text("became"))
    for lost in set(became) - {unit.name for unit in units}:
        fields.fault("wrong_choice", key="became", found=lost, known=WAGE_AREAS)
    fields.finish()
    areas = _areas_of(unit for unit in units if unit.name in became)
    return WageArea(name, "former_district", province.id, province.name, areas)


def _read_former(
    content: bytes, provinces: Mapping[str, Province], units: Mapping[str, tuple[WageArea, ...]], faults: Faults
) -> tuple[list[WageArea], dict[str, tuple[int, ...]]]:
    """The former districts, and the areas of the former provinces that are told as a whole."""
    districts: list[WageArea] = []
    whole: dict[str, tuple[int, ...]] = {}
    top = Fields(parse_yaml(content, FORMER, faults), Place(FORMER), faults)
    for raw in top.items("provinces"):
        fields = Fields(raw, Place(FORMER), faults)
        former, id_ = fields.named("former"), fields.text("province")
        if id_ not in units or former not in provinces[id_].holds:
            fields.fault("wrong_choice", key="province", found=id_, known=PROVINCES)
            continue
        told = [_district(item, fields, provinces[id_], units[id_]) for item in fields.items("districts")]
        districts += told
        if fields.flag("whole"):
            whole[former] = _areas_of(told)
        fields.finish()
    top.finish()
    return districts, whole


def _provinces_of(
    province: Province, units: tuple[WageArea, ...], whole: Mapping[str, tuple[int, ...]]
) -> Iterator[tuple[str, WageArea]]:
    """The names of a province of today and of the former ones inside it."""
    today = WageArea(province.name, "province", province.id, province.name, _areas_of(units))
    for name in (province.name, *province.aliases):
        yield name_key(name), today
    for former in province.holds:
        if former != province.name:
            areas = whole.get(former, today.areas)
            yield name_key(former), WageArea(former, "former_province", province.id, province.name, areas)


def _district_keys(name: str) -> tuple[str, ...]:
    """ "Quận 12" is also written "q 12" and "q12"."""
    key = name_key(name)
    number = key.rpartition(" ")[2]
    return (key, f"q {number}", f"q{number}") if number.isdigit() else (key,)


def _by_name(
    provinces: Mapping[str, Province],
    units: Mapping[str, tuple[WageArea, ...]],
    districts: list[WageArea],
    whole: Mapping[str, tuple[int, ...]],
) -> dict[str, tuple[WageArea, ...]]:
    found: dict[str, list[WageArea]] = {}
    for district in districts:
        for key in _district_keys(district.name):
            found.setdefault(key, []).append(district)
    for unit in (unit for held in units.values() for unit in held):
        found.setdefault(name_key(unit.name), []).append(unit)
    for province in provinces.values():
        for key, place in _provinces_of(province, units.get(province.id, ()), whole):
            named = place.kind == "former_province" or name_key(place.name) == key
            if named or not any(other.kind == "former_district" for other in found.get(key, ())):
                found.setdefault(key, []).insert(0, place)
    return {key: tuple(readings) for key, readings in found.items()}


def read_places(areas: bytes, former: bytes, provinces: bytes, faults: Faults) -> Places:
    """The table of places from the contents of its three files; what is wrong in them is noted in `faults`."""
    known = read_provinces(provinces, faults)
    fields = Fields(parse_yaml(areas, WAGE_AREAS, faults), Place(WAGE_AREAS), faults)
    start = fields.day("effective_from") or date.max
    fields.mapping("reference")
    units = dict(_read_units(raw, known, faults) for raw in fields.items("provinces"))
    fields.finish()
    districts, whole = _read_former(former, known, units, faults)
    return Places(start, _by_name(known, units, districts, whole), units)


@cache
def places() -> Places:
    """The shipped table, read when first asked for. KnowledgeError lists what is wrong in its files."""
    room, faults = Path(__file__).parents[1], Faults()
    areas, former, provinces = ((room / file).read_bytes() for file in (WAGE_AREAS, FORMER, PROVINCES))
    table = read_places(areas, former, provinces, faults)
    faults.raise_if_any()
    return table
