"""The command line prints the same as text or JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest

from knowledge_base import KnowledgeBase
from knowledge_base.entitlements.cli import FAULTY, OK, OPEN, run

TODAY = date(2026, 11, 23)
FACTS = '{"monthly_wage": 8000000, "overtime_kind": "weekday", "part_of_day": "day", "overtime_hours": 10}'


def test_text_and_json_tell_the_same(shipped: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["overtime", "--facts", FACTS], shipped, TODAY) == OK
    assert capsys.readouterr().out.startswith("Công ty phải trả ít nhất 576.923đ")
    assert run(["overtime", "--facts", FACTS, "--json"], shipped, TODAY) == OK
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["outputs"]["amount"], told["on"]) == ("result", 576_923, "2026-11-23")


def test_what_is_missing_is_listed_with_its_question(
    shipped: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["severance"], shipped, TODAY) == OPEN
    assert "- started: Anh/chị vào làm từ ngày nào?" in capsys.readouterr().out


def test_the_date_decides(shipped: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(
            ["notice_period", "--facts", '{"contract_kind": "indefinite"}', "--date", "2024-02-01"],
            shipped,
            TODAY,
        )
        == OK
    )
    assert "17/3/2024" in capsys.readouterr().out


def test_without_a_name_the_calculations_are_listed(shipped: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([], shipped, TODAY) == OK
    assert "severance: Trợ cấp thôi việc" in capsys.readouterr().out


def test_refused_and_declined_say_why(shipped: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["notice_period", "--facts", '{"contract_kind": "none"}'], shipped, TODAY) == OPEN
    assert "no_contract" in capsys.readouterr().out
    assert run(["notice_period", "--facts", '{"contract_kind": "forever"}'], shipped, TODAY) == OPEN
    assert "contract_kind" in capsys.readouterr().out


def test_wrong_names_and_json_are_told(shipped: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pocket_money"], shipped, TODAY) == FAULTY
    assert "severance" in capsys.readouterr().err
    for arguments in (
        ["severance", "--facts", "{"],
        ["severance", "--facts", "[1]"],
        ["severance", "--date", "mai"],
    ):
        with pytest.raises(SystemExit):
            run(arguments, shipped, TODAY)
        assert capsys.readouterr().err
