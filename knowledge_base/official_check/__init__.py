"""Our words against the official texts: figures, copied runs, missing articles."""

from knowledge_base.official_check.check import Finding, check_against, find_all

__all__ = ["Finding", "check_against", "find_all"]
