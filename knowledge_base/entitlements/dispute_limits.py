"""How long a claim can be brought: Điều 188, 190 45/2019/QH14; khoản 2 Điều 6 374/2025/NĐ-CP."""

from __future__ import annotations

from datetime import date

from knowledge_base.entitlements.calendars import add_months
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import day

_UI = "unemployment.sue_employer"
_MUST_MEDIATE = ("wages", "other")


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The last days for mediation, arbitration and court, by the law of the day of discovery."""
    if facts.flag("objective_delay"):
        return sheet.declined("objective_delay")
    found = facts.day("discovered")
    law = sheet.by_law_of(found)
    mediation, _, court = (_last(law, sheet, route, found) for route in ("mediation", "arbitration", "court"))
    sheet.day("date", court)
    required = facts.choice("dispute_kind") in _MUST_MEDIATE
    sheet.flag("mediation_required", required)
    sheet.line("must_mediate" if required else "no_mediation")
    _unpaid_insurance(facts, law, sheet)
    in_time = sheet.flag("applies", sheet.on <= court)
    told = {"court": day(court), "verdict": facts.spec.reasons["in_time" if in_time else "too_late"]}
    if required and sheet.on <= mediation:
        told["mediation"] = day(mediation)
    return sheet.result(**told)


def _last(law: Law, sheet: Sheet, route: str, found: date) -> date:
    """The last day of a route: khoản 1, 2, 3 Điều 190."""
    parameter = f"dispute.{route}"
    months = law.whole(parameter) * (12 if law.unit(parameter) == "year" else 1)
    last = sheet.day(route, add_months(found, months))
    sheet.line(route, limit=law.printed(parameter), date=day(last))
    return last


def _unpaid_insurance(facts: Facts, law: Law, sheet: Sheet) -> None:
    """A shorter term against an employer that did not pay unemployment insurance, since 2026."""
    if not facts.flag("ui_unpaid"):
        return
    ended = facts.day("ended")
    later = sheet.by_law_of(ended)
    if later.has(_UI):
        last = sheet.day("ui_court", add_months(ended, later.whole(_UI)))
        sheet.line("ui", limit=later.printed(_UI), date=day(last))
    sheet.by_law_of(law.on)
