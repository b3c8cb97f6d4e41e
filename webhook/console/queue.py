"""The queue page."""

from __future__ import annotations

from typing import Any

from flask import g, redirect, render_template, request, url_for

from webhook.console.blueprint import bp
from webhook.console.rows import FILTERS, list_rows, pick
from webhook.services import services
from webhook.staff.access import staff_only


@bp.get("/")
@staff_only
def index() -> Any:
    """The console begins with the queue."""
    return redirect(url_for("console.queue"))


@bp.get("/queue")
@staff_only
def queue() -> Any:
    """What waits, the nearest deadline first."""
    shared = services()
    wanted = request.args.get("show", "")
    show = wanted if wanted in FILTERS else ("department" if g.staff.department else "all")
    with shared.db.read() as session:
        rows = list_rows(session, shared.clock.now())
        counts = {name: len(pick(rows, name, g.staff)) for name in FILTERS}
        return render_template("console/queue.html", rows=pick(rows, show, g.staff), show=show, counts=counts)
