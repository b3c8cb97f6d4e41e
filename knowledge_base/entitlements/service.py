"""Service that counts for severance (Điều 46) and job loss (Điều 47): Điều 8 145/2020/NĐ-CP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from knowledge_base.entitlements.calendars import Length, add_months, length_of
from knowledge_base.entitlements.facts import FactRefused, Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.wording import say, span

_MONTH_DAYS = 30
_YEAR = 12


@dataclass(frozen=True)
class Service:
    """`worked` in all; what counts lies between `low` and `high` (equal unless the insured time is not known)."""

    worked: Length
    insured: Length | None
    low: Length
    high: Length


def minus(whole: Length, part: Length) -> Length:
    """A length less another one, never below nothing; a borrowed month has 30 days."""
    months, days = whole.months - part.months, whole.days - part.days
    if days < 0:
        months, days = months - 1, days + _MONTH_DAYS
    return Length(months, days) if months >= 0 else Length(0)


def service_of(facts: Facts, on: date) -> Service:
    """From `worked`, or `started` and `ended`; insured time from `ui_duration`, `ui_from` or not known."""
    worked = facts.length("worked") if facts.has("worked") else length_of(facts.day("started"), facts.day("ended"))
    paid = facts.length("already_paid")
    insured = _insured(facts, worked, on)
    if insured is None:
        low = minus(minus(worked, _likely_insured(facts, worked, on)), paid)
        return Service(worked, None, low, minus(worked, paid))
    counted = minus(minus(worked, insured), paid)
    return Service(worked, insured, counted, counted)


def _dates(facts: Facts, worked: Length, on: date) -> tuple[date, date]:
    ended = facts.day("ended") if facts.has("ended") else on
    return (facts.day("started") if facts.has("started") else add_months(ended, -worked.months)), ended


def _insured(facts: Facts, worked: Length, on: date) -> Length | None:
    """None when the worker does not know. FactRefused when it is longer than the work."""
    if facts.has("ui_duration"):
        insured = facts.length("ui_duration")
        if insured > worked and insured.months > worked.rounded_up:
            shown = {"value": span(insured.months, insured.days), "worked": span(worked.months, worked.days)}
            raise FactRefused("ui_duration", say("longer_than_work", **shown))
        return insured
    if facts.has("ui_from"):
        started, ended = _dates(facts, worked, on)
        return length_of(max(started, facts.day("ui_from")), ended)
    return None


def _likely_insured(facts: Facts, worked: Length, on: date) -> Length:
    """All the time since unemployment insurance began: the most that can be taken out."""
    started, ended = _dates(facts, worked, on)
    limits = facts.spec.facts["ui_from"].limits
    assert limits is not None
    since = max(started, date.fromisoformat(f"{limits.low}-01"))
    return length_of(since, ended) if since <= ended else Length(0)


def years_of(months: int, law: Law) -> Fraction:
    """Whole years; odd months up to 6 count as half a year, more as a year."""
    odd = months % _YEAR
    if odd == 0:
        return Fraction(months // _YEAR)
    part = Fraction(1, 2) if odd <= law.value("severance.half_year_until") else Fraction(1)
    return months // _YEAR + part


def year_range(service: Service, law: Law) -> tuple[Fraction, Fraction]:
    """The fewest and the most years that count; left-over days may decide a half year."""
    return years_of(service.low.months, law), years_of(service.high.rounded_up, law)


def is_long_enough(service: Service, law: Law) -> bool:
    """Whether the work lasted the 12 months that the law asks for."""
    return service.worked.months >= law.value("severance.minimum_service")
