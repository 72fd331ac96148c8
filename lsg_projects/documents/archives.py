"""Office files are archives: bounds are checked from the directory of the archive before anything is unpacked."""

from __future__ import annotations

import io
import zipfile

from lsg_projects.documents.unfit import Unfit

MEMBERS = 2000
UNPACKED = 200 * 1024 * 1024
RATIO = 200
_ENCRYPTED = 0x1


def office_kind(data: bytes) -> str:
    """Tell ``xlsx`` or ``docx``; raises Unfit for any other or a dangerous archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unfit("damaged") from error
    names = {member.filename for member in members}
    _bounded(members, len(data))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unfit("active")
    if "[Content_Types].xml" not in names:
        raise Unfit("not_taken")
    return _by_main_part(names)


def _by_main_part(names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    raise Unfit("not_taken")


def _bounded(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MEMBERS or unpacked > UNPACKED or unpacked > packed * RATIO:
        raise Unfit("bomb")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Unfit("locked")
