"""What a worker is entitled to, computed: amounts, days and dates with their working, law and assumptions."""

from knowledge_base.entitlements.engine import calculate, find_calculator, list_calculations
from knowledge_base.entitlements.models import (
    Assumption,
    Declined,
    Line,
    Missing,
    Outcome,
    Refused,
    Result,
    Violation,
)
from knowledge_base.entitlements.registry import get_spec, list_names
from knowledge_base.entitlements.spec import FactSpec, Spec

__all__ = [
    "Assumption",
    "Declined",
    "FactSpec",
    "Line",
    "Missing",
    "Outcome",
    "Refused",
    "Result",
    "Spec",
    "Violation",
    "calculate",
    "find_calculator",
    "get_spec",
    "list_calculations",
    "list_names",
]
