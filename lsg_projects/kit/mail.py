"""Letters out: through the mail server, or as ``.eml`` files into the instance folder where none is set."""

from __future__ import annotations

import logging
import os
import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from urllib.parse import urlsplit

from lsg_projects.kit import clock
from lsg_projects.settings import Settings

log = logging.getLogger(__name__)
_NOWHERE = "lsg-projects.invalid"


@dataclass(frozen=True)
class Enclosed:
    """A PDF that goes with a letter."""

    name: str
    content: bytes


def letter(
    settings: Settings, to: str, subject: str, text: str, name: str = "", enclosed: Enclosed | None = None
) -> EmailMessage:
    """Make a letter; line breaks in address or subject are refused, since they would forge headers.

    A *name* gives it a message id of its own, so that a letter tried twice is known for the same one.
    """
    if any(mark in part for part in (to, subject) for mark in "\r\n"):
        raise ValueError("a line break in an address or a subject")
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(clock.now())
    host = urlsplit(settings.base_url).hostname or _NOWHERE
    message["Message-ID"] = f"<{name}@{host}>" if name else make_msgid(domain=_NOWHERE)
    message.set_content(text)
    if enclosed is not None:
        message.add_attachment(enclosed.content, maintype="application", subtype="pdf", filename=enclosed.name)
    return message


def send(settings: Settings, message: EmailMessage) -> bool:
    """Send a letter after its act was stored; give False, and log, where the mail server would not take it."""
    try:
        if settings.mail_host:
            _by_server(settings, message)
        else:
            _into_folder(settings.instance / "mail", message)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("a letter could not be sent: %s", type(error).__name__)
        return False
    return True


def _by_server(settings: Settings, message: EmailMessage) -> None:
    with smtplib.SMTP(settings.mail_host, settings.mail_port, timeout=10) as server:
        if settings.mail_starttls:
            server.starttls()
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password)
        server.send_message(message)


def _into_folder(where: Path, message: EmailMessage) -> None:
    where.mkdir(parents=True, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").replace("@", "-")
    temporary = where / f".{name}.part"
    temporary.write_bytes(message.as_bytes())
    os.replace(temporary, where / f"{name}.eml")
