"""The console's blueprint; the views of every file register themselves on it."""

from flask import Blueprint

bp = Blueprint("console", __name__, url_prefix="/console")
