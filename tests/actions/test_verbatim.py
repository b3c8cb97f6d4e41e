""" "xem nguyên văn Điều 35 BLLĐ": word for word where imported, else our words and the address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions import verbatim
from actions.questions import AnswerQuestion, AskSource
from actions.verbatim import cut_at_sentence, tell_verbatim
from knowledge_base.decision import Brain
from knowledge_base.importer import OfficialTexts
from knowledge_base.importer.store import StoredArticle
from tests.actions.conftest import turn

CODE = "45/2019/QH14"


def stored(article: str, text: str) -> StoredArticle:
    return StoredArticle(article, "Tên thử của điều", text)


@pytest.fixture
def imported(brain: Brain, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = {
        "35": stored("35", "1. Khoản một thử.\n2. Khoản hai thử:\na) Điểm thử;\nb) Điểm nữa."),
        "97": stored("97", "\n".join(f"{n}. Câu thử số {n} dài thêm một chút cho đủ chỗ." for n in range(1, 90))),
    }
    texts = OfficialTexts({CODE: articles}, {}, "v")
    monkeypatch.setattr(verbatim, "get_brain", lambda: replace(brain, kb=replace(brain.kb, texts=texts)))


def told(text: str, **more: object) -> str:
    reply = tell_verbatim(turn(text, **more))
    assert reply is not None
    return str(reply.messages[0]["text"])


def test_an_imported_article_is_quoted_with_number_and_dates(imported: None) -> None:
    text = told("cho em xem nguyên văn Điều 35 BLLĐ")
    assert text.startswith(
        f"Điều 35 Bộ luật Lao động 2019 ({CODE}), hiệu lực từ 1/1/2021. Nguyên văn: Tên thử của điều"
    )
    assert text.endswith("b) Điểm nữa.") and "Khoản một thử." in text


def test_a_named_clause_alone_is_quoted(imported: None) -> None:
    text = told("nguyên văn khoản 2 điều 35 bộ luật lao động")
    assert text.startswith("Khoản 2 Điều 35 Bộ luật Lao động 2019") and "Khoản một" not in text
    assert text.endswith("2. Khoản hai thử:\na) Điểm thử;\nb) Điểm nữa.")


def test_a_long_article_is_cut_at_a_sentence_within_one_message(imported: None) -> None:
    text = told("xem nguyen van dieu 97 blld")
    body = text.split("\n\n")[1]
    assert 1800 < len(text) <= 2000 and body.endswith("cho đủ chỗ.") and "(Còn nữa. Đọc đủ tại http" in text


def test_what_is_not_imported_is_told_in_our_words_with_the_address(
    brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbatim, "get_brain", lambda: replace(brain, kb=replace(brain.kb, texts=None)))
    text = told("xem nguyên văn điều 35 bllđ")
    assert "Trợ lý chưa có nguyên văn điều này" in text and "https://" in text
    assert "Công đoàn kể lại" in text and "45 ngày" in text and len(text) <= 2000


def test_without_a_law_it_asks_which_or_takes_the_one_in_talk(imported: None) -> None:
    assert told("xem nguyên văn điều 35").startswith("Điều 35 của luật nào ạ?")
    last = {"candidates": [{"document": CODE, "article": "36", "score": 1.0}]}
    assert told("xem nguyên văn điều 35", slots={"last_answer": last}).startswith("Điều 35 Bộ luật Lao động 2019")
    assert told("cho xem nguyên văn đi", intent="ask_source", slots={"last_answer": last}).startswith(
        "Điều 36 Bộ luật Lao động 2019"
    )
    assert told("cho xem nguyên văn đi", intent="ask_source").startswith("Anh/chị muốn xem nguyên văn điều nào?")


@pytest.mark.parametrize(
    "text",
    [
        "điều 35 bllđ nói gì",
        "toi la nguyen van a, dieu 35 blld noi gi",
        "em tên Nguyễn Văn Tèo bị nợ lương",
        "nợ lương 2 tháng",
        "sếp nhắn nguyên văn là mai nghỉ luôn đi",
    ],
)
def test_other_questions_are_not_taken(text: str, imported: None) -> None:
    assert tell_verbatim(turn(text)) is None


def test_danger_comes_before_any_text_of_law(imported: None) -> None:
    assert tell_verbatim(turn("chủ nhốt em, nguyên văn điều 35 bllđ đâu", "danger_now")) is None


@pytest.mark.parametrize("action", [AnswerQuestion, AskSource])
def test_both_actions_quote_and_remember(action: type, imported: None) -> None:
    reply, slots = action().reply_to(turn("xem nguyên văn Điều 35 BLLĐ", "ask_source"))
    assert reply.record["decision"] == "answer" and reply.record["citations"] == [{"document": CODE, "article": "35"}]
    assert slots["last_answer"]["candidates"][0]["article"] == "35" and slots["pending"] is None


def test_cutting_keeps_whole_sentences() -> None:
    assert cut_at_sentence("Một hai. Ba bốn. Năm", 17) == "Một hai. Ba bốn."
    assert cut_at_sentence("Một hai ba bốn", 9) == "Một hai"
    assert cut_at_sentence("Ngắn", 10) == "Ngắn"
