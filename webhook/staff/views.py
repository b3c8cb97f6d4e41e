"""Login, logout and a new password of one's own."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError

from webhook.services import services
from webhook.staff.access import find_logged_in, public, staff_only
from webhook.staff.accounts import AccountError, check_login, set_password
from webhook.staff.models import Staff
from webhook.staff.passwords import MIN_LENGTH, is_right
from webhook.staff.security import limiter
from webhook.staff.words import say

bp = Blueprint("staff", __name__, url_prefix="/console")


@bp.get("/login")
@public
def login() -> Any:
    """The login page; who is in already goes on."""
    if find_logged_in() is not None:
        return redirect(_next_page())
    return render_template("staff/login.html", next=request.args.get("next", ""), problem=None, name="")


@bp.post("/login")
@limiter.limit("10 per minute", deduct_when=lambda answer: answer.status_code == 401)
@public
def log_in() -> Any:
    """Check name and password; the session is made anew."""
    name = request.form.get("login", "")[:60]
    result = check_login(services().db, name, request.form.get("password", "")[:200], services().clock.now())
    if result.staff is None:
        problem = say(result.problem or "wrong")
        page = render_template("staff/login.html", next=request.form.get("next", ""), problem=problem, name=name)
        return page, 401
    session.clear()
    session.permanent = True
    session["staff_id"] = result.staff.id
    session["stamp"] = result.staff.stamp
    return redirect(_next_page())


@bp.post("/logout")
@staff_only
def logout() -> Any:
    """End this login."""
    session.clear()
    return redirect(url_for("staff.login"))


@bp.get("/password")
@staff_only
def password() -> Any:
    """The form for a new password."""
    return render_template("staff/password.html", problem=None, min_length=MIN_LENGTH)


@bp.post("/password")
@limiter.limit("10 per minute", deduct_when=lambda answer: answer.status_code == 400)
@staff_only
def change_password() -> Any:
    """A new password ends every other login of this person."""
    problem = _change(request.form.get("old", "")[:200], request.form.get("new", "")[:200], request.form.get("again"))
    if problem is not None:
        return render_template("staff/password.html", problem=problem, min_length=MIN_LENGTH), 400
    flash(say("password_changed"), "good")
    return redirect(url_for("console.index"))


def _change(old: str, new: str, again: str | None) -> str | None:
    if not is_right(g.staff.password_hash, old):
        return say("old_wrong")
    if new != again:
        return say("not_the_same")
    try:
        with services().db.write() as db_session:
            staff = db_session.get_one(Staff, g.staff.id)
            set_password(staff, new)
            session["stamp"] = staff.stamp
    except AccountError:
        return say("too_short", length=MIN_LENGTH)
    return None


def _next_page() -> str:
    """Where the person wanted to go: only a path of this console."""
    wanted = request.values.get("next", "")
    parts = urlsplit(wanted)
    inside = not parts.scheme and not parts.netloc and wanted.startswith("/console/") and "\\" not in wanted
    return wanted if inside else url_for("console.index")


def form_expired(_error: CSRFError) -> Any:
    """A form without its token: the page was open too long or does not come from here."""
    return render_template("staff/problem.html", title=say("expired_title"), problem=say("expired")), 400


def too_often(_error: RateLimitExceeded) -> Any:
    """Too many tries in a minute."""
    return render_template("staff/problem.html", title=say("too_often_title"), problem=say("too_often")), 429


def forbidden(_error: Exception) -> Any:
    """Logged in, but not for this."""
    return render_template("staff/problem.html", title=say("forbidden_title"), problem=say("forbidden")), 403
