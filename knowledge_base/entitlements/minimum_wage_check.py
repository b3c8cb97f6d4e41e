"""Whether a wage reaches the regional minimum: Điều 90 45/2019/QH14; Điều 3–5 293/2025/NĐ-CP and the decrees before."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from knowledge_base.directory.find_areas import find_wage_areas
from knowledge_base.entitlements.facts import FactNeeded, Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.regions import REGIONS, minimum
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, half_up, plain, vnd

_LAST_OLD_DAY = date(2025, 12, 31)
_WEEKS, _MONTHS = 52, 12
_WAGE = {
    "hour": "hourly_wage",
    "day": "daily_wage",
    "week": "weekly_wage",
    "piece": "piece_earnings",
    "month": "monthly_wage",
}


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The minimum that counts, the wage turned into its time, and what is missing."""
    period = _period(facts)
    time = "hour" if period == "hour" else "month"
    region = _region(facts, law)
    if region is None:
        return sheet.declined("region_before_2026")
    if time == "month" and not facts.flag("full_time"):
        return sheet.declined("part_time_month", hourly=counted(minimum(law, region, "hour"), "VND/hour"))
    least = _minimum(facts, law, sheet, region, time)
    wage = _converted(facts, sheet, period)
    return _compare(sheet, least, wage, time)


def _period(facts: Facts) -> str:
    """As said, else by which wage was said."""
    if facts.has("wage_period"):
        return facts.choice("wage_period")
    return next(period for period, fact in _WAGE.items() if facts.has(fact))


def _region(facts: Facts, law: Law) -> str | None:
    """The region said or the one of the place; asked where the place leaves it open, None before there were areas."""
    if facts.has("region") or not facts.has("place"):
        return facts.choice("region")
    if law.on <= _LAST_OLD_DAY:
        return None
    areas = {area for place in find_wage_areas(str(facts.get("place")), law.on) for area in place.areas}
    if len(areas) != 1:
        raise FactNeeded("region")
    return REGIONS[areas.pop() - 1]


def _told(amount: Fraction | int, time: str) -> str:
    return counted(amount, "VND/hour") if time == "hour" else vnd(amount)


def _minimum(facts: Facts, law: Law, sheet: Sheet, region: str, time: str) -> Fraction:
    """The minimum of the day, or the higher one of 2025 for who was hired then and whose area has dropped."""
    least = minimum(law, region, time)
    button = next(c.button for c in facts.spec.facts["region"].choices if c.value == region)
    kept = _kept(facts, law, least, time)
    amount = sheet.money("amount", least if kept is None else kept)
    told = {"region": button, "amount": _told(amount, time)}
    sheet.line("minimum" if kept is None else "kept", **told)
    return Fraction(amount)


def _kept(facts: Facts, law: Law, least: Fraction, time: str) -> Fraction | None:
    """Khoản 5 Điều 5 293/2025/NĐ-CP; None where the minimum of today counts."""
    if law.on <= _LAST_OLD_DAY or not facts.has("region_2025"):
        return None
    old = minimum(law.at(_LAST_OLD_DAY), facts.choice("region_2025"), time)
    return old if old > least and facts.day("started") <= _LAST_OLD_DAY else None


def _converted(facts: Facts, sheet: Sheet, period: str) -> Fraction:
    """The wage of a month, or of an hour where it is paid so; exact."""
    said = facts.money(_WAGE[period])
    wage = Fraction(said)
    if period == "week":
        wage = wage * _WEEKS / _MONTHS
        sheet.line("week", wage=vnd(said), converted=vnd(wage))
    elif period == "day":
        days = facts.number("normal_days")
        wage = wage * days
        sheet.line("day", wage=vnd(said), days=plain(days), converted=vnd(wage))
    elif period == "piece":
        sheet.line("piece", converted=vnd(wage))
    sheet.money("converted", wage)
    return wage


def _compare(sheet: Sheet, least: Fraction, wage: Fraction, time: str) -> Outcome:
    enough = sheet.flag("applies", wage >= least)
    shortfall = sheet.money("shortfall", max(Fraction(0), least - wage))
    told = {"converted": _told(half_up(wage), time), "amount": _told(least, time)}
    told["shortfall"] = _told(shortfall, time)
    if enough:
        sheet.line("enough", **told)
        return sheet.result()
    sheet.line("short", **told)
    sheet.breach("below_minimum")
    return sheet.result("below")
