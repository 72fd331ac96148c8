"""Check an exported journal without the program that wrote it. A file of its own: standard library, and `cryptography`.

    python verify_journal.py EXPORT.jsonl [--head CHECKPOINT.json]

An export is one entry a line and, as its last line, the newest checkpoint. CHECKPOINT.json is any checkpoint that was
kept elsewhere, today's or one of years ago, as /api/v1/journal/head gives it. What is checked:

* every line is the bytes that its hash covers: `lsg-journal-entry-v1`, a line feed, and the line without its hash;
* in each chain the numbers go 1, 2, 3 and each entry names the hash of the one before it;
* the Merkle root (RFC 6962) over the heads of all chains is the one of the last line, which is signed (Ed25519);
* the beginning of the export that is as long as the kept checkpoint says gives the root of that checkpoint.

Exit 0: all of it holds. Exit 1: something was altered, removed or added, and the answer says what. Exit 2: the file is
no export of a journal, or cannot be read. How bytes and roots are made is written here anew on purpose: a fault in the
program would show.
"""

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    print("cannot be checked: the library `cryptography` is not installed (pip install cryptography)", file=sys.stderr)
    raise SystemExit(2) from None

START = "0" * 64
ENTRY = b"lsg-journal-entry-v1\n"
HEAD = b"\x00lsg-journal-head-v1\n"
CHECKPOINT = b"lsg-journal-checkpoint-v1\n"
SIGNED = ("at", "entries", "heads", "root")

Heads = dict[str, tuple[int, str]]


class Altered(Exception):
    """Something does not hold, and where: *code* and *line* say it to pages in other languages."""

    def __init__(self, code: str, message: str, line: int = 0) -> None:
        """Keep what is to be told."""
        super().__init__(message)
        self.code, self.line = code, line


class Unreadable(Exception):
    """This is no journal at all."""


def compact(value: Any) -> bytes:
    """Write a value in its one spelling: sorted names, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def merkle(heads: Heads) -> str:
    """Give the root over all heads: SHA-256 of 0x00 and a leaf, of 0x01 and two nodes; a node left over moves up."""
    level = [hashlib.sha256(HEAD + compact([name, *heads[name]])).digest() for name in sorted(heads)]
    while len(level) > 1:
        left_over = [level.pop()] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=True)
        level = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs] + left_over
    return (level[0] if level else hashlib.sha256(b"").digest()).hex()


def signature_holds(head: dict[str, Any]) -> bool:
    """Tell whether a checkpoint is signed by the key that it names."""
    try:
        key, signature = (base64.b64decode(head[name], validate=True) for name in ("key", "signature"))
        spelled = all(
            base64.b64encode(raw).decode() == head[name] for raw, name in ((key, "key"), (signature, "signature"))
        )
        Ed25519PublicKey.from_public_bytes(key).verify(
            signature, CHECKPOINT + compact({name: head[name] for name in SIGNED})
        )
    except (InvalidSignature, ValueError, TypeError):
        return False
    return spelled


def is_checkpoint(value: Any) -> bool:
    """Tell whether *value* has the shape of a checkpoint."""
    return (
        isinstance(value, dict)
        and value.keys() == {*SIGNED, "signature", "key"}
        and all(isinstance(value[name], int) for name in ("entries", "heads"))
    )


class Check:
    """A walk along an export, line by line."""

    def __init__(self, kept: dict[str, Any] | None = None) -> None:
        """Begin before the first line; *kept* is a checkpoint from elsewhere."""
        self.heads: Heads = {}
        self.entries = 0
        self.last: dict[str, Any] | None = None
        self._kept = kept
        self._kept_fits = kept is None

    def whole(self, lines: Iterator[bytes]) -> None:
        """Check all lines and the end; raises Altered at the first fault, Unreadable where no line makes sense."""
        self._look_at_kept()
        for place, line in enumerate(lines, 1):
            if self.last is not None:
                raise Altered("after", f"line {place}: something follows the checkpoint", place)
            self._line(place, line)
        if self.last is None:
            raise Altered("tail", "the checkpoint at the end is missing: the tail was cut off")
        self._against(self.last, "the checkpoint at the end")
        if not signature_holds(self.last):
            raise Altered("signature", "the signature of the checkpoint at the end does not hold")
        if not self._kept_fits:
            counted = (self._kept or {}).get("entries")
            raise Altered("kept", f"the file ends before the kept checkpoint of {counted} entries")
        if self._kept and self._kept["key"] != self.last["key"]:
            raise Altered("key", "the checkpoint at the end is signed with another key than the kept one")

    def _line(self, place: int, line: bytes) -> None:
        value = self._read(place, line)
        if "chain" not in value:
            if not is_checkpoint(value) or compact(value) != line:
                raise Altered("line", f"line {place}: neither an entry nor a checkpoint", place)
            self.last = value
            return
        self._entry(place, line, value)
        if self._kept and self.entries == self._kept["entries"]:
            self._against(self._kept, "the kept checkpoint")
            self._kept_fits = True

    def _read(self, place: int, line: bytes) -> dict[str, Any]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as problem:
            raise Altered("line", f"line {place}: cannot be read ({problem})", place) from problem
        if not isinstance(value, dict):
            raise Altered("line", f"line {place}: neither an entry nor a checkpoint", place)
        return value

    def _entry(self, place: int, line: bytes, entry: dict[str, Any]) -> None:
        named = f"line {place}: entry {entry.get('number')} of {entry['chain']}"
        number, prev = self.heads.get(str(entry["chain"]), (0, START))
        own = str(entry.get("hash"))
        before, found, after = line.partition(b'"hash":"' + own.encode() + b'",')
        if not found or hashlib.sha256(ENTRY + before + after).hexdigest() != own:
            raise Altered("altered", f"{named} was altered", place)
        if entry.get("number") != number + 1 or entry.get("prev") != prev:
            moved = f"{named} does not follow entry {number}: entries were removed, added or moved"
            raise Altered("moved", moved, place)
        self.heads[str(entry["chain"])] = (number + 1, own)
        self.entries += 1

    def _against(self, head: dict[str, Any], named: str) -> None:
        if (self.entries, len(self.heads)) != (head["entries"], head["heads"]):
            counted = f"{head['entries']} entries in {head['heads']} chains"
            here = f"{self.entries} entries in {len(self.heads)} chains are here"
            raise Altered("counted", f"{here}, {named} counts {counted}")
        if merkle(self.heads) != head["root"]:
            raise Altered("root", f"the heads of the chains do not give the root of {named}")

    def _look_at_kept(self) -> None:
        if self._kept is None:
            return
        if not signature_holds(self._kept):
            raise Altered("kept_signature", "the signature of the kept checkpoint does not hold")
        if self._kept["entries"] == 0:
            self._against(self._kept, "the kept checkpoint")
            self._kept_fits = True


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Give the lines of a file; a line ends with one line feed and nothing else."""
    for line in stream:
        yield line[:-1] if line.endswith(b"\n") else line


def readable(stream: BinaryIO) -> bool:
    """Tell whether any line of the file is an entry or a checkpoint: whatever else it holds was altered then."""
    for line in stream:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and ("hash" in value or is_checkpoint(value)):
            return True
    return False


def read_head(file: Path) -> dict[str, Any]:
    """Read a kept checkpoint; raises Unreadable."""
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError) as problem:
        raise Unreadable(f"{file}: {problem}") from problem
    if not is_checkpoint(value):
        raise Unreadable(f"{file} is no checkpoint of a journal")
    return dict(value)


def checked(stream: BinaryIO, kept: dict[str, Any] | None = None) -> Check:
    """Check an open file; give the walk that reached its end. Raises Altered or Unreadable."""
    check = Check(kept)
    if not readable(stream):
        raise Unreadable("this is no export of a journal")
    stream.seek(0)
    check.whole(lines_of(stream))
    return check


def examine(export: Path, kept: Path | None = None) -> tuple[int, int]:
    """Check a file, against a checkpoint *kept* elsewhere if there is one; give how many entries and chains hold."""
    head = read_head(kept) if kept else None
    try:
        with export.open("rb") as stream:
            check = checked(stream, head)
    except OSError as problem:
        raise Unreadable(f"{export}: {problem}") from problem
    return check.entries, len(check.heads)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the export named on the command line."""
    parser = argparse.ArgumentParser(description="Check an exported journal.")
    parser.add_argument("export", type=Path)
    parser.add_argument("--head", type=Path, help="a checkpoint that was kept elsewhere")
    given = parser.parse_args(arguments)
    try:
        entries, chains = examine(given.export, given.head)
    except Altered as found:
        print(f"ALTERED: {found}")
        return 1
    except Unreadable as problem:
        print(f"cannot be checked: {problem}", file=sys.stderr)
        return 2
    print(f"holds: {entries} entries in {chains} chains")
    return 0


if __name__ == "__main__":
    sys.exit(main())
