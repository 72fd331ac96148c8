"""What the pages of results share: the blueprint."""

from flask import Blueprint

blueprint = Blueprint("strategy", __name__, url_prefix="/office")
