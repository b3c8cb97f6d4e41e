from __future__ import annotations

from pathlib import Path

import pytest

from bot import serve


def test_listens_where_rasa_url_says() -> None:
    assert serve.address({"RASA_URL": "http://127.0.0.1:5005"}) == ("127.0.0.1", 5005)


@pytest.mark.parametrize("url", ["http://0.0.0.0:5005", "http://rasa.example:5005", "http://127.0.0.1", "5005", ""])
def test_only_this_machine(url: str) -> None:
    with pytest.raises(SystemExit, match="RASA_URL must name this machine"):
        serve.address({"RASA_URL": url})


def test_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RASA_URL", "http://127.0.0.1:5005")
    monkeypatch.setenv("BOT_MODELS", str(tmp_path))
    monkeypatch.delenv("INTERNAL_TOKEN", raising=False)
    with pytest.raises(SystemExit, match="INTERNAL_TOKEN"):
        serve.main()
    monkeypatch.setenv("INTERNAL_TOKEN", "t")
    with pytest.raises(SystemExit, match=r"bot\.train"):
        serve.main()
