"""The organisation's seal: a PAdES signature that certifies a finished file and allows no change after it.

Nothing is fetched: no time stamp, no revocation list, no certificate. Only the roots that are given are trusted. Loaded
when a seal is made or checked, since the library is an extra and takes a second to load.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from lsg_projects.kit.paper.seals import Fault, Sealed, SealFailed, SealWords

FIELD = "Seal"
logging.getLogger("pyhanko").setLevel(logging.ERROR)  # a broken file is an answer here, not news
logging.getLogger("pyhanko_certvalidator").setLevel(logging.ERROR)


def seal(content: bytes, key_file: Path, password: str, words: SealWords) -> Sealed:
    """Give *content* with a seal appended to it, and the fingerprint of the certificate; raises SealFailed."""
    signer = _signer(key_file, password)
    about = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES, name=words.name, reason=words.reason, location=words.place,
    )  # fmt: skip
    target = io.BytesIO()
    PdfSigner(about, signer=signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), output=target)
    return Sealed(target.getvalue(), _fingerprint(signer.signing_cert))


def _signer(key_file: Path, password: str) -> SimpleSigner:
    try:
        data = key_file.read_bytes()
        found: SimpleSigner | None = SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=password.encode())
    except (OSError, ValueError) as error:
        raise SealFailed(str(error)) from error
    if found is None or found.signing_cert is None:
        raise SealFailed("the key file cannot be opened with its password")
    return found


def roots_of(key_file: Path, password: str, roots_file: Path | None) -> list[bytes]:
    """Give the roots to trust: those of *roots_file*, else the authorities that came with the key."""
    if roots_file is not None:
        return [der for _, _, der in pem.unarmor(roots_file.read_bytes(), multiple=True)]
    signer = _signer(key_file, password)
    return [found.dump() for found in signer.cert_registry if found.ca]


def fault(content: bytes, roots: Sequence[bytes], certificate: str) -> Fault | None:
    """Say what is wrong with the seal on *content*, or nothing: exactly one, by *certificate*, over the whole file."""
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=True)
        found = reader.embedded_signatures
        if len(found) != 1:
            return Fault.SEVERAL if found else Fault.ABSENT
        signature = found[0]
        if signature.field_name != FIELD or signature.sig_object.get("/SubFilter") != "/ETSI.CAdES.detached":
            return Fault.STRANGER
        trusted = [x509.Certificate.load(der) for der in roots]
        context = ValidationContext(trust_roots=trusted, allow_fetching=False, revocation_mode="soft-fail")
        told = validate_pdf_signature(signature, context)
    except Exception:  # noqa: BLE001  # whatever a hurt file does to its reader, it is no whole seal
        return Fault.UNREADABLE
    if not (told.intact and told.valid):
        return Fault.ALTERED
    if told.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return Fault.REVISED
    if not told.trusted or _fingerprint(signature.signer_cert) != certificate or not told.bottom_line:
        return Fault.STRANGER
    return None


def _fingerprint(certificate: Any) -> str:
    return hashlib.sha256(certificate.dump()).hexdigest()
