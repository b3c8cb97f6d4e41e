"""The union's pages: their tokens, and stopping and resuming what they send."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webhook.config import Settings
from webhook.conversations.models import Page
from webhook.db import Database


def sync_pages(db: Database, settings: Settings) -> None:
    """Write the pages of MESSENGER_PAGE_TOKENS into the database; a new token lets a stopped page send again."""
    with db.write() as session:
        for page_id, token in settings.messenger_page_tokens.items():
            page = session.get(Page, page_id)
            if page is None or page.token != token:
                set_page(session, page_id, token)


def set_page(session: Session, page_id: str, token: str, name: str | None = None) -> Page:
    """Add a page or give it a new token; it may send from now on. The caller commits."""
    page = session.get(Page, page_id)
    if page is None:
        page = Page(id=page_id, name=name or "")
        session.add(page)
    page.token = token
    page.blocked_reason = None
    if name is not None:
        page.name = name
    return page


def stop_page(session: Session, page_id: str, reason: str) -> None:
    """Stop all sends of a page until `flask pages add` or `resume`. The caller commits."""
    page = session.get(Page, page_id)
    if page is not None and page.blocked_reason is None:
        page.blocked_reason = reason[:200]
        session.flush()


def resume_page(session: Session, page_id: str) -> bool:
    """Let a page send again; False when there is no such page. The caller commits."""
    page = session.get(Page, page_id)
    if page is None:
        return False
    page.blocked_reason = None
    return True
