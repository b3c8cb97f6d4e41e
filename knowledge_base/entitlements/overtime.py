"""Pay for overtime and night work: Điều 98 45/2019/QH14; Điều 55–57 145/2020/NĐ-CP."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, plain, vnd


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """What has to be paid at least for the hours or pieces, and which limits they break."""
    each = _each(facts, sheet)
    if facts.flag("shift_crosses_holiday"):
        return sheet.declined("shift_across_holiday")
    rate = _rate(facts, law, sheet)
    sheet.number("rate", rate * 100)
    amount = sheet.money("amount", each * rate * _count(facts))
    _line(facts, sheet, each, rate, amount)
    _holiday_wage(facts, sheet, each)
    _limits(facts, law, sheet)
    _protected(facts, law, sheet)
    _paid(facts, sheet, amount)
    return sheet.result(amount=vnd(amount), hours=_told_count(facts))


def _each(facts: Facts, sheet: Sheet) -> Fraction:
    """Wage of an ordinary hour, or the price of a piece; exact."""
    if facts.has("piece_price"):
        return Fraction(facts.money("piece_price"))
    hourly = _hourly(facts)
    sheet.money("hourly", hourly)
    told = {"hourly": vnd(hourly), "day_hours": plain(facts.number("normal_hours"))}
    if facts.has("hourly_wage"):
        sheet.values.update(told)
    elif facts.has("daily_wage"):
        sheet.line("hourly_from_day", wage=vnd(facts.money("daily_wage")), **told)
    else:
        sheet.line("hourly", wage=vnd(_base_wage(facts)), days=plain(facts.number("normal_days")), **told)
    return hourly


def _base_wage(facts: Facts) -> int:
    return max(0, facts.money("monthly_wage") - facts.money("excluded_allowances"))


def _hourly(facts: Facts) -> Fraction:
    if facts.has("hourly_wage"):
        return Fraction(facts.money("hourly_wage"))
    if facts.has("daily_wage"):
        return facts.money("daily_wage") / facts.number("normal_hours")
    return _base_wage(facts) / facts.number("normal_days") / facts.number("normal_hours")


def _is_shift(facts: Facts) -> bool:
    """An ordinary night shift; on a rest day or holiday night work is overtime at night."""
    return facts.choice("part_of_day") == "night_shift" and facts.choice("overtime_kind") == "weekday"


def _rate(facts: Facts, law: Law, sheet: Sheet) -> Fraction:
    """The share of an ordinary hour's wage that is due: 1.5, 2.1, 3.9 …"""
    if _is_shift(facts):
        return 1 + law.share("overtime.night_extra")
    base = law.share(f"overtime.{facts.choice('overtime_kind')}")
    if facts.choice("part_of_day") == "day":
        return base
    by_day = base
    if facts.choice("overtime_kind") == "weekday" and facts.choice("part_of_day") != "night_after_day":
        by_day = Fraction(1)
    rate = base + law.share("overtime.night_extra") + law.share("overtime.night_overtime_extra") * by_day
    shown = {"base": base, "day_rate": by_day, "rate": rate}
    printed = {name: counted(value * 100, "%") for name, value in shown.items()}
    extra, more = law.printed("overtime.night_extra"), law.printed("overtime.night_overtime_extra")
    sheet.line("night", extra=extra, more=more, **printed)
    return rate


def _count(facts: Facts) -> Fraction:
    return facts.number("pieces") if facts.has("piece_price") else facts.number("overtime_hours")


def _told_count(facts: Facts) -> str:
    if facts.has("piece_price"):
        return counted(facts.number("pieces"), "piece")
    return counted(facts.number("overtime_hours"), "hour")


def _line(facts: Facts, sheet: Sheet, each: Fraction, rate: Fraction, amount: int) -> None:
    told = {"rate": counted(rate * 100, "%"), "amount": vnd(amount)}
    if facts.has("piece_price"):
        sheet.line("pieces", price=vnd(each), pieces=plain(facts.number("pieces")), **told)
        return
    by_day = facts.choice("overtime_kind") if facts.choice("part_of_day") == "day" else "night_pay"
    id_ = "night_shift" if _is_shift(facts) else by_day
    sheet.line(id_, hourly=vnd(each), hours=_told_count(facts), **told)


def _holiday_wage(facts: Facts, sheet: Sheet, each: Fraction) -> None:
    """Who is paid by the day gets the holiday's own wage besides."""
    if facts.choice("overtime_kind") != "holiday" or facts.has("piece_price"):
        return
    if facts.choice("pay_form") == "day" or facts.has("daily_wage"):
        wage = sheet.money("holiday_wage", each * facts.number("normal_hours"))
        sheet.line("holiday_wage", holiday_wage=vnd(wage))


def _limits(facts: Facts, law: Law, sheet: Sheet) -> None:
    for time in ("month", "year"):
        if facts.has(f"overtime_hours_{time}"):
            cap = _cap(facts, law, f"overtime.cap.{time}")
            if facts.number(f"overtime_hours_{time}") > law.value(cap):
                sheet.breach(f"over_{time}_cap", cap=law.printed(cap))
    if facts.has("overtime_hours_day") and facts.number("overtime_hours_day") > _day_cap(facts, law):
        sheet.breach("over_day_cap")


def _cap(facts: Facts, law: Law, parameter: str) -> str:
    """The parameter that caps the hours: the extended one from the day on which it holds."""
    extended = f"{parameter}_extended"
    return extended if facts.flag("extended_cap") and law.has(extended) else parameter


def _day_cap(facts: Facts, law: Law) -> Fraction:
    """Half of a normal day on working days, 12 hours in all where the week is what is set or on days off."""
    normal, total = facts.number("normal_hours"), law.value("overtime.cap.day_total")
    if facts.choice("overtime_kind") != "weekday":
        return total
    by_week = normal > law.value("working_time.day")
    return total - normal if by_week else normal * law.share("overtime.cap.day_share")


def _protected(facts: Facts, law: Law, sheet: Sheet) -> None:
    """Consent, pregnancy and a child under 12 months (Điều 107 and 137)."""
    refused = facts.has("agreed") and not facts.flag("agreed")
    if refused and not _is_shift(facts):
        sheet.breach("no_consent")
    late = law.value("maternity.no_overtime_from_month")
    if facts.has("pregnancy_month") and facts.number("pregnancy_month") >= late:
        sheet.breach("pregnant")
    if refused and facts.flag("child_under_12_months"):
        sheet.breach("child_under_12_months")


def _paid(facts: Facts, sheet: Sheet, amount: int) -> None:
    if facts.has("paid_amount"):
        shortfall = sheet.money("shortfall", max(0, amount - facts.money("paid_amount")))
        if shortfall:
            sheet.breach("underpaid", shortfall=vnd(shortfall))
