"""Pay for a public holiday: Điều 98, 112 45/2019/QH14; Điều 54, 55, 67 145/2020/NĐ-CP."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from knowledge_base.directory.holidays import days_in_lieu
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.paid_days import may_be_holiday, sure_days, sure_holiday
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, day, plain, vnd

_SUNDAY = frozenset({6})
_WEEK = timedelta(days=7)


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """What the day brings beside a monthly wage; for day labour, the day's own wage too."""
    when = facts.day("holiday_date")
    law = sheet.by_law_of(when)
    told = {"date": day(when)}
    if may_be_holiday(when, law):
        return sheet.declined("holiday_not_decided", **told)
    if not sheet.flag("applies", sure_holiday(when, law) is not None):
        return _ordinary_day(law, sheet, when)
    daily = _daily(facts, sheet)
    _named(law, sheet, when)
    own = sheet.money("holiday_wage", daily)
    extra = _work_pay(facts, law, sheet, daily)
    amount = sheet.money("amount", extra + (own if _is_day_labour(facts) else 0))
    _paid(facts, sheet, extra, amount)
    return sheet.result("main" if amount else "rest", amount=vnd(amount), **told)


def _named(law: Law, sheet: Sheet, when: date) -> None:
    """The holiday, with the law of its own where it has one."""
    holiday = sure_holiday(when, law)
    own = holiday is not None and holiday.id in sheet.facts.spec.lines
    sheet.line(holiday.id if holiday and own else "holiday", date=day(when))


def _is_day_labour(facts: Facts) -> bool:
    """Who names a daily wage is paid by the day, unless he says otherwise."""
    return facts.choice("pay_form") == "day" if facts.has("pay_form") else facts.has("daily_wage")


def _ordinary_day(law: Law, sheet: Sheet, when: date) -> Outcome:
    """No holiday; perhaps the day off in lieu of one that fell on a Sunday."""
    for name in ("holiday_wage", "work_pay", "amount"):
        sheet.money(name, 0)
    lieu = days_in_lieu(sure_days(when - _WEEK, when, law), _SUNDAY)
    sheet.line("lieu" if when in lieu.values() else "not_holiday", date=day(when))
    return sheet.result("none", date=day(when))


def _daily(facts: Facts, sheet: Sheet) -> Fraction:
    """Wage of one day; exact."""
    if facts.has("daily_wage"):
        daily = Fraction(facts.money("daily_wage"))
        sheet.values["holiday_wage"] = vnd(daily)
        return daily
    wage, days = facts.money("monthly_wage"), facts.number("normal_days")
    sheet.line("day", wage=vnd(wage), days=plain(days), holiday_wage=vnd(wage / days))
    return wage / days


def _work_pay(facts: Facts, law: Law, sheet: Sheet, daily: Fraction) -> int:
    """For the hours worked on the day, beside the holiday's own wage."""
    hours = facts.number("worked_hours")
    if not hours:
        return sheet.money("work_pay", 0)
    hourly, rate = daily / facts.number("normal_hours"), law.value("overtime.holiday")
    pay = sheet.money("work_pay", hourly * rate / 100 * hours)
    told = {"hourly": vnd(hourly), "rate": counted(rate, "%"), "hours": counted(hours, "hour")}
    sheet.line("work", work_pay=vnd(pay), **told)
    return pay


def _paid(facts: Facts, sheet: Sheet, extra: int, amount: int) -> None:
    if facts.has("paid_amount"):
        shortfall = sheet.money("shortfall", max(0, amount - facts.money("paid_amount")))
        if shortfall and extra:
            sheet.breach("underpaid", shortfall=vnd(shortfall))
