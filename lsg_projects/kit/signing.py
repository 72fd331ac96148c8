"""The installation's own signature (Ed25519) under checkpoints of the journal."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lsg_projects.domain.codec import canonical
from lsg_projects.kit import secrets
from lsg_projects.settings import Settings

CHECKPOINT = b"lsg-journal-checkpoint-v1\n"
"""Stands before the signed bytes, so that no other text signed by this key can pass for a checkpoint."""
_OUTSIDE = ("signature", "key")


def _key(settings: Settings) -> Ed25519PrivateKey:
    text = secrets.kept(settings.instance / "journal.key", lambda: _encoded(Ed25519PrivateKey.generate()))
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text))


def _encoded(key: Ed25519PrivateKey) -> str:
    raw = key.private_bytes(
        serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    )  # fmt: skip
    return base64.b64encode(raw).decode()


def public_key(settings: Settings) -> str:
    """Give the public key of this installation, in base64; the first call makes the key in the instance folder."""
    raw = _key(settings).public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def signed(facts: Mapping[str, object], settings: Settings) -> dict[str, object]:
    """Give *facts* with their signature and the key to check it by."""
    signature = base64.b64encode(_key(settings).sign(CHECKPOINT + canonical(facts))).decode()
    return {**facts, "signature": signature, "key": public_key(settings)}


def holds(facts: Mapping[str, object]) -> bool:
    """Tell whether the signature of what `signed` gave fits its facts and its key."""
    inner = {name: value for name, value in facts.items() if name not in _OUTSIDE}
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(str(facts["key"]), validate=True))
        key.verify(base64.b64decode(str(facts["signature"]), validate=True), CHECKPOINT + canonical(inner))
    except (InvalidSignature, KeyError, ValueError):
        return False
    return True
