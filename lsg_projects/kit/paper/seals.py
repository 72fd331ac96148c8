"""The port to the organisation's seal: what it is made with, and what is wrong with one."""

from __future__ import annotations

import functools
import importlib
import importlib.util
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from lsg_projects.settings import Settings

_SEALING = "lsg_projects.kit.paper.sealing"


class SealFailed(Exception):
    """The seal could not be made; nothing was certified."""


class Fault(StrEnum):
    """What is wrong with a seal."""

    ABSENT = "absent"
    SEVERAL = "several"
    ALTERED = "altered"
    REVISED = "revised"
    STRANGER = "stranger"
    UNREADABLE = "unreadable"
    UNCHECKED = "unchecked"
    """Neither key nor roots, or no library: nothing can be said."""


@dataclass(frozen=True)
class SealWords:
    """What the seal says beside the certificate."""

    name: str
    reason: str
    place: str


@dataclass(frozen=True)
class Sealed:
    """A sealed file and the fingerprint of the certificate that sealed it."""

    content: bytes
    certificate: str


@dataclass(frozen=True)
class SealKey:
    """The organisation's key on this machine."""

    file: Path
    password: str
    roots: Path | None


def key_of(settings: Settings) -> SealKey | None:
    """Give the key that this installation seals with; nothing where it has none."""
    own = settings.instance / "seal.p12"
    file = Path(settings.report_seal) if settings.report_seal else own if own.exists() else None
    if file is None:
        return None
    secret = settings.instance / "seal.password"
    password = settings.report_seal_password or (secret.read_text("ascii").strip() if secret.exists() else "")
    return SealKey(file, password, Path(settings.report_seal_roots) if settings.report_seal_roots else None)


def installed() -> bool:
    """Tell whether the library that seals is there: the extra ``signing``."""
    return importlib.util.find_spec("pyhanko") is not None


def seal(content: bytes, key: SealKey, words: SealWords) -> Sealed:
    """Give *content* sealed; raises SealFailed where the key cannot be used or the library is not there."""
    if not installed():
        raise SealFailed("the extra «signing» is not installed")
    found: Sealed = _sealing().seal(content, key.file, key.password, words)
    return found


def fault(content: bytes, key: SealKey, certificate: str) -> Fault | None:
    """Say what is wrong with the seal on *content*, which *certificate* should have made; nothing where it is whole."""
    found: Fault | None = _sealing().fault(content, _roots(key), certificate)
    return found


@functools.lru_cache(maxsize=4)
def _roots(key: SealKey) -> tuple[bytes, ...]:
    return tuple(_sealing().roots_of(key.file, key.password, key.roots))


def _sealing() -> Any:
    return importlib.import_module(_SEALING)
