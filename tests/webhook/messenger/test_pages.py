"""`flask pages`, and pages from the settings."""

from __future__ import annotations

import dataclasses

from flask import Flask
from sqlalchemy import select

from tests.webhook.fakes import PAGE
from webhook.config import Settings
from webhook.conversations.models import Page
from webhook.db import Database
from webhook.messenger.pages import stop_page, sync_pages


def find_page(db: Database, page_id: str) -> Page:
    with db.read() as session:
        return session.get_one(Page, page_id)


def run(app: Flask, *arguments: str, given: str | None = None) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["pages", *arguments], input=given)
    return result.exit_code, result.output


def test_a_page_is_added_with_a_token_from_standard_input(app: Flask, db: Database) -> None:
    code, output = run(app, "add", "2002", "--name", "Công đoàn Bình Dương", given="EAAB-new\n")
    page = find_page(db, "2002")
    assert (code, page.name, page.token) == (0, "Công đoàn Bình Dương", "EAAB-new")
    assert "EAAB" not in output


def test_a_new_token_lets_a_stopped_page_send_again(app: Flask, db: Database) -> None:
    with db.write() as session:
        stop_page(session, PAGE, "190 token_invalid")
    run(app, "add", PAGE, given="EAAB-new\n")
    page = find_page(db, PAGE)
    assert (page.blocked_reason, page.token, page.name) == (None, "EAAB-new", "Công đoàn thử")


def test_resume(app: Flask, db: Database) -> None:
    with db.write() as session:
        stop_page(session, PAGE, "10/1893063 page_restricted")
    assert run(app, "resume", PAGE)[0] == 0
    assert find_page(db, PAGE).blocked_reason is None


def test_mistakes_are_sentences(app: Flask) -> None:
    assert "digits only" in run(app, "add", "my page", given="t\n")[1]
    assert "No token" in run(app, "add", "2002", given="\n")[1]
    assert "no page 404" in run(app, "resume", "404")[1]


def test_the_list_never_shows_a_token(app: Flask) -> None:
    output = run(app, "list")[1]
    assert PAGE in output
    assert "page-token" not in output


def test_tokens_are_encrypted_in_the_file(db: Database) -> None:
    with db.engine.connect() as connection:
        assert "page-token" not in repr(connection.exec_driver_sql("SELECT * FROM pages").all())


def test_pages_of_the_settings_are_written_once_and_a_new_token_resumes(db: Database, settings: Settings) -> None:
    sync_pages(db, dataclasses.replace(settings, messenger_page_tokens={"3003": "one"}))
    with db.write() as session:
        stop_page(session, "3003", "190 token_invalid")
    sync_pages(db, dataclasses.replace(settings, messenger_page_tokens={"3003": "one"}))
    assert find_page(db, "3003").blocked_reason == "190 token_invalid"
    sync_pages(db, dataclasses.replace(settings, messenger_page_tokens={"3003": "two"}))
    assert (find_page(db, "3003").blocked_reason, find_page(db, "3003").token) == (None, "two")
    with db.read() as session:
        assert len(session.scalars(select(Page)).all()) == 2
