"""A key of one's own making, to try seals with: an authority and a certificate of the organisation, in one file.

For an office the key comes from its certification centre; this one says in its own name that it is for trying.
"""

from __future__ import annotations

import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from lsg_projects.kit import clock

_BITS = 3072
_YEARS = 5


def make(instance: Path, organisation: str) -> Path:
    """Make ``seal.p12`` and its password in *instance* where there is none, and give the file."""
    target = instance / "seal.p12"
    if not target.exists():
        instance.mkdir(parents=True, exist_ok=True)
        password = secrets.token_urlsafe(24)
        _write(instance / "seal.password", password.encode())
        _write(target, key_file(organisation, password, clock.machine()))
    return target


def key_file(organisation: str, password: str, now: datetime) -> bytes:
    """Give a PKCS#12 file with a new key and its chain."""
    authority, own = (rsa.generate_private_key(65537, _BITS) for _ in range(2))
    above = _name(organisation, "for trying, not an official seal: authority")
    root = (
        _certificate(above, above, authority, now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .sign(authority, hashes.SHA256())
    )
    leaf = (
        _certificate(_name(organisation, "for trying, not an official seal"), above, own, now)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), critical=False)
        .sign(authority, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"seal", own, leaf, [root], BestAvailableEncryption(password.encode()))


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * _YEARS))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(organisation: str, purpose: str) -> x509.Name:
    return x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
        x509.NameAttribute(NameOID.COMMON_NAME, purpose[:64]),
    ])  # fmt: skip


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=signs, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=not signs, crl_sign=not signs, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _write(target: Path, content: bytes) -> None:
    """Write a secret that the service alone may read."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
