"""The entry point of gunicorn."""

from webhook.app import create_app

app = create_app()
