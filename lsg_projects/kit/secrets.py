"""Keys and one-time secrets: the installation's own key, random tokens and their one-way forms."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from lsg_projects.settings import Settings


def installation_key(settings: Settings) -> str:
    """Give the key of this installation; made once and kept readable by the service alone."""
    if settings.secret_key:
        return settings.secret_key
    return kept(settings.instance / "secret.key", lambda: secrets.token_urlsafe(48))


def kept(file: Path, make: Callable[[], str]) -> str:
    """Give the secret of a file, made by *make* where there is none yet."""
    if not file.exists():
        _write_once(file, make())
    return file.read_text("ascii").strip()


def _write_once(file: Path, text: str) -> None:
    """Write a secret so that two processes starting together end with the same one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(6)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(temporary, file)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()


def token() -> str:
    """Give a fresh secret of 256 bits that fits into an address."""
    return secrets.token_urlsafe(32)


def one_way(secret: str) -> str:
    """Give what is stored instead of a random secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def commitment(key: str, value: str) -> str:
    """Give the keyed one-way form of a guessable value such as an IIN or an e-mail address."""
    return hmac.new(key.encode(), value.encode(), hashlib.sha256).hexdigest()
