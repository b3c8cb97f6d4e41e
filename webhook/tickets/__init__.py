"""The 24-hour queue: tickets, their moves and deadlines, the escalation endpoint."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Add POST /escalations and what the worker process does for tickets."""
    from webhook.tickets import views

    app.register_blueprint(views.bp)
    register_work()


def register_work() -> None:
    """Sweeps, buttons and the ticket that Rasa is told of; the worker process calls this too."""
    from webhook import jobs
    from webhook.conversations import commands, context
    from webhook.tickets import feedback, live, sweep

    jobs.register_sweep("tickets", 30, sweep.sweep)
    jobs.register_sweep("staff_mail", 15, sweep.send_mails)
    commands.register("TICKET_HELPED", feedback.helped)
    commands.register("TICKET_NOT_HELPED", feedback.not_helped)
    context.register("ticket", live.live_context)
