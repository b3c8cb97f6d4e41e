"""Sending mail: by SMTP_URL, or only a line in the log where none is set."""

from __future__ import annotations

import logging
import smtplib
import ssl
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from webhook.config import Settings

log = logging.getLogger("webhook.mail")
TIMEOUT_SECONDS = 10


class MailError(Exception):
    """The mail could not be handed over; it is tried again later."""


class Mailer(Protocol):
    """Hands a mail over, or raises MailError."""

    def send(self, message: EmailMessage) -> str:
        """Returns the outcome to store: sent | logged."""


class LogMailer:
    """For a machine without a mail server: says that there was a mail, not what stood in it."""

    def send(self, message: EmailMessage) -> str:
        log.info("mail not sent: SMTP_URL is not set", extra={"mail": message["X-Kind"]})
        return "logged"


class SmtpMailer:
    """smtp://user:password@host:587 (STARTTLS where offered) or smtps://…:465."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    def send(self, message: EmailMessage) -> str:
        try:
            with _connect(self._url) as server:
                if self._url.username:
                    server.login(unquote(self._url.username), unquote(self._url.password or ""))
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(type(error).__name__) from error
        return "sent"


def _connect(url: SplitResult) -> smtplib.SMTP:
    host = url.hostname or "localhost"
    if url.scheme == "smtps":
        return smtplib.SMTP_SSL(host, url.port or 465, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(host, url.port or 25, timeout=TIMEOUT_SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
    return server


def choose_mailer(settings: Settings) -> Mailer:
    """The real one where SMTP_URL is set."""
    return SmtpMailer(settings.smtp_url) if settings.smtp_url else LogMailer()
