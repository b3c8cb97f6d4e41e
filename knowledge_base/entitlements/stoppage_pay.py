"""Pay while work stands still: Điều 99 45/2019/QH14; a pregnant worker sent home: Điều 139."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from knowledge_base.entitlements.calendars import add_months
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.regions import minimum
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, plain, vnd

_USUAL_PREGNANCY = timedelta(weeks=40)


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The least that has to be paid, by whose fault it was."""
    cause = facts.choice("stoppage_cause")
    if cause == "employer" and facts.flag("pregnant") and facts.get("doctor_ordered_rest"):
        return sheet.declined("doctor_rest")
    sheet.flag("full_pay", cause == "employer")
    if cause == "worker":
        sheet.line("worker")
        amount = sheet.money("amount", 0)
    elif cause == "employer":
        sheet.line("employer")
        amount = _for_time(facts, sheet, Fraction(facts.money("monthly_wage")), None)
        _sent_home(facts, law, sheet)
    else:
        amount = _guaranteed(facts, law, sheet, cause)
    _paid(facts, sheet, amount)
    return sheet.result("none" if cause == "worker" else "main", amount=vnd(amount))


def _days(facts: Facts) -> Fraction:
    """The working days of the stoppage."""
    if facts.has("stoppage_months"):
        return facts.number("stoppage_months") * facts.number("normal_days")
    return facts.number("stoppage_days")


def _for_time(facts: Facts, sheet: Sheet, wage: Fraction, days: Fraction | None) -> int:
    """A monthly wage for so many working days; None is the whole stoppage."""
    if days is None and facts.has("stoppage_months"):
        months = facts.number("stoppage_months")
        amount = sheet.money("amount", wage * months)
        sheet.line("by_months", wage=vnd(wage), months=counted(months, "month"), amount=vnd(amount))
        return amount
    days = _days(facts) if days is None else days
    normal = facts.number("normal_days")
    amount = sheet.money("amount", wage / normal * days)
    told = {"wage": vnd(wage), "normal_days": plain(normal), "amount": vnd(amount)}
    sheet.line("by_days", days=counted(days, "working_day"), **told)
    return amount


def _guaranteed(facts: Facts, law: Law, sheet: Sheet, cause: str) -> int:
    """Not below the minimum wage: all the time, or the first days where nobody is at fault."""
    floor = minimum(law, facts.choice("region"))
    days = _days(facts)
    if cause == "coworker":
        sheet.number("guaranteed_days", days)
        sheet.line("coworker", minimum=vnd(floor))
        return _for_time(facts, sheet, floor, None)
    first = law.value("stoppage.floor_days")
    sheet.number("guaranteed_days", min(days, first))
    sheet.line("objective", first=counted(first, "working_day"), minimum=vnd(floor))
    return _for_time(facts, sheet, floor, min(days, first) if days > first else None)


def _sent_home(facts: Facts, law: Law, sheet: Sheet) -> None:
    """A pregnant worker kept at home before her leave may begin; the day of birth is estimated from the weeks."""
    if not facts.flag("pregnant"):
        return
    if facts.has("pregnancy_weeks"):
        weeks = facts.number("pregnancy_weeks")
        birth = sheet.on + _USUAL_PREGNANCY - timedelta(days=int(weeks * 7))
        if sheet.on >= add_months(birth, -law.whole("maternity.before_birth")):
            return
        sheet.line("before_birth", weeks=counted(weeks, "week"))
    sheet.breach("pregnant_sent_home")


def _paid(facts: Facts, sheet: Sheet, amount: int) -> None:
    """What the company pays; of a percentage, for the days that are guaranteed."""
    if facts.has("paid_amount"):
        paid = sheet.money("paid", facts.money("paid_amount"))
    elif facts.has("paid_percent"):
        paid = sheet.money("paid", _by_percent(facts, sheet))
    else:
        return
    shortfall = sheet.money("shortfall", max(0, amount - paid))
    if shortfall:
        sheet.line("paid", paid=vnd(paid), shortfall=vnd(shortfall))
        sheet.breach("underpaid", shortfall=vnd(shortfall))


def _by_percent(facts: Facts, sheet: Sheet) -> Fraction:
    wage = facts.money("paid_base") * facts.number("paid_percent") / 100
    if "guaranteed_days" in sheet.outputs:
        days = min(_days(facts), Fraction(str(sheet.outputs["guaranteed_days"])))
    elif facts.has("stoppage_months"):
        return wage * facts.number("stoppage_months")
    else:
        days = _days(facts)
    return wage / facts.number("normal_days") * days
