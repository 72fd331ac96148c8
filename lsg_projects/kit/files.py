"""Stored files: named by the SHA-256 of their bytes, written so that a half file is never seen, never overwritten."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from lsg_projects import settings
from lsg_projects.domain.errors import Missing, Unavailable

_KEY = re.compile(r"[0-9a-f]{64}")


class FileStore:
    """A folder of files by content; the same bytes are kept once."""

    def __init__(self, folder: Path) -> None:
        """Keep files under *folder*, which is made when the first file comes."""
        self.folder = folder

    def save(self, data: bytes) -> str:
        """Keep *data* durably and give its SHA-256; refuses (Unavailable) where the disk does not take it."""
        key = hashlib.sha256(data).hexdigest()
        target = self.path(key)
        if target.is_file():
            return key
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(target, data)
        except OSError as error:
            raise Unavailable("shared.disk") from error
        return key

    def path(self, key: str) -> Path:
        """Give the place of a file; refuses (Missing) a key that is not one of ours."""
        if not _KEY.fullmatch(key):
            raise Missing("shared.file")
        return self.folder / key[:2] / key[2:4] / key

    def open(self, key: str) -> BinaryIO:
        """Open a kept file for reading; refuses (Missing) where it is not there."""
        try:
            return self.path(key).open("rb")
        except FileNotFoundError as error:
            raise Missing("shared.file") from error

    def read(self, key: str) -> bytes:
        """Give all bytes of a kept file."""
        with self.open(key) as stream:
            return stream.read()

    def intact(self, key: str) -> bool:
        """Tell whether the bytes on the disk still have the digest that names them."""
        return hashlib.sha256(self.read(key)).hexdigest() == key


def store() -> FileStore:
    """Give the file store of this installation."""
    return FileStore(settings.current().instance / "files")


def _write_whole(target: Path, data: bytes) -> None:
    """Write beside, sync, rename, sync the folder: a crash leaves either no file or the whole one."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
