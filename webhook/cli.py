"""`flask --app webhook.app pages …`: the operator's commands about pages."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select

from webhook.conversations.models import Page
from webhook.messenger.pages import resume_page, set_page
from webhook.services import services

pages = AppGroup("pages", help="The Facebook pages that this program answers for.")


@pages.command("add")
@click.argument("page_id")
@click.option("--name", default=None, help="The page's name as staff knows it.")
@with_appcontext
def add(page_id: str, name: str | None) -> None:
    """Add a page or give it a new token; the token is read from the terminal or from standard input."""
    if not page_id.isdigit():
        raise click.ClickException("A page id has digits only; Facebook shows it in the page's settings.")
    token = click.prompt("Page token", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline()
    if not token.strip():
        raise click.ClickException("No token was given: paste it at the prompt or pipe it in.")
    with services().db.write() as session:
        set_page(session, page_id, token.strip(), name)
    click.echo(f"Page {page_id} may send.")


@pages.command("resume")
@click.argument("page_id")
@with_appcontext
def resume(page_id: str) -> None:
    """Let a page that Facebook had stopped send again."""
    with services().db.write() as session:
        found = resume_page(session, page_id)
    if not found:
        raise click.ClickException(f"There is no page {page_id}: see `flask --app webhook.app pages list`.")
    click.echo(f"Page {page_id} may send.")


@pages.command("list")
@with_appcontext
def list_pages() -> None:
    """Show the pages, never their tokens."""
    with services().db.read() as session:
        for page in session.scalars(select(Page).order_by(Page.id)):
            state = page.blocked_reason or ("ready" if page.token else "no token")
            click.echo(f"{page.id}  {page.name}  {state}")
