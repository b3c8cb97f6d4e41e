"""By when everything is paid after leaving: Điều 48 45/2019/QH14."""

from __future__ import annotations

from datetime import date, timedelta

from knowledge_base.directory.holidays import days_in_lieu
from knowledge_base.entitlements.calendars import FIVE_DAYS, SIX_DAYS, add_days
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.paid_days import may_be_holiday, sure_days
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, day

_DAY = timedelta(days=1)
_WEEKS = {"six_days": SIX_DAYS, "five_days": FIVE_DAYS}
_LONGEST = timedelta(days=60)


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The last day, or the two between which it lies while the working week is not known."""
    ended, cause = facts.day("ended"), facts.choice("end_cause")
    law = sheet.by_law_of(ended)
    if cause != "normal":
        return _extended(facts, law, sheet, ended, cause)
    count = law.whole("settlement.normal")
    sheet.number("days", count)
    sheet.text("unit", "working_day")
    sheet.line("normal", days=law.printed("settlement.normal"), ended=day(ended))
    weeks = [_WEEKS[facts.choice("working_week")]] if facts.has("working_week") else list(_WEEKS.values())
    ends = [_last_day(law, ended, count, week) for week in weeks]
    if any(_is_open(law, ended, end, week) for end, week in zip(ends, weeks, strict=True)):
        return sheet.declined("tet_not_decided")
    return _told(facts, sheet, ends)


def _extended(facts: Facts, law: Law, sheet: Sheet, ended: date, cause: str) -> Outcome:
    """Calendar days where the company closes, restructures, merges or meets a disaster."""
    days = law.whole("settlement.extended")
    sheet.number("days", days)
    sheet.text("unit", "day")
    button = next(c.button for c in facts.spec.facts["end_cause"].choices if c.value == cause)
    sheet.line("extended", days=law.printed("settlement.extended"), ended=day(ended), cause=button.lower())
    return _told(facts, sheet, [add_days(ended, days)])


def _rest_days(week: int) -> frozenset[int]:
    return frozenset(range(week, 7))


def _last_day(law: Law, ended: date, count: int, week: int) -> date:
    """The n-th working day after a day: no weekly rest, no holiday, no day off in lieu."""
    holidays = sure_days(ended - _DAY * 7, ended + _LONGEST, law)
    off = holidays | set(days_in_lieu(holidays, _rest_days(week)).values())
    last = ended
    while count:
        last += _DAY
        if last.weekday() < week and last not in off:
            count -= 1
    return last


def _is_open(law: Law, ended: date, last: date, week: int) -> bool:
    """Whether a day that may or may not be a holiday lies between."""
    days = (ended + n * _DAY for n in range(1, (last - ended).days + 1))
    return any(may_be_holiday(one, law, len(_rest_days(week))) for one in days)


def _told(facts: Facts, sheet: Sheet, ends: list[date]) -> Outcome:
    first, last = min(ends), max(ends)
    if facts.has("paid_in_full") and not facts.flag("paid_in_full") and sheet.on > last:
        sheet.breach("late", over=counted((sheet.on - last).days, "day"))
    if len(ends) > 1:
        sheet.outputs["range"] = [first.isoformat(), last.isoformat()]
        sheet.line("weeks", earliest=day(first), latest=day(last))
        return sheet.result("range")
    sheet.day("date", last)
    if facts.choice("end_cause") == "normal":
        button = next(
            c.button for c in facts.spec.facts["working_week"].choices if c.value == facts.choice("working_week")
        )
        sheet.line("week", week=button, date=day(last))
    return sheet.result(date=day(last))
