"""Check an exported journal without the program that wrote it. Standard library only; run it as a file of its own.

    python verify_journal.py EXPORT.jsonl [--head CHECKPOINT.json]

Exit 0: every chain holds, and the checkpoint (the export's last line, or the file given) fits. Exit 1: something was
altered, and the line says what. Exit 2: the file cannot be read. The program's own canonical form is written here
anew on purpose: a fault in one of the two would show.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

START = "0" * 64
FIELDS = ("action", "actor", "at", "body", "chain", "number", "prev", "subject")


def encode(value: Any) -> str:
    """Write a value in its one spelling: sorted keys, no spaces."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{encode(key)}:{encode(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(encode(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def digest(value: Any) -> str:
    """Give the SHA-256 of a value's one spelling."""
    return hashlib.sha256(encode(value).encode("utf-8")).hexdigest()


class Altered(Exception):
    """Something does not hold, and where."""


def check(lines: TextIO) -> tuple[dict[str, tuple[int, str]], dict[str, Any] | None]:
    """Walk the export; give each chain's last number and hash, and the checkpoint of the last line."""
    heads: dict[str, tuple[int, str]] = {}
    last: dict[str, Any] | None = None
    for place, line in enumerate(lines, 1):
        entry = json.loads(line)
        if "chain" not in entry:
            last = entry
            continue
        number, prev = heads.get(entry["chain"], (0, START))
        if entry["number"] != number + 1 or entry["prev"] != prev:
            raise Altered(f"line {place}: entry {entry['number']} of {entry['chain']} does not follow {number}")
        if digest({name: entry[name] for name in FIELDS}) != entry["hash"]:
            raise Altered(f"line {place}: entry {entry['number']} of {entry['chain']} was altered")
        heads[entry["chain"]] = (entry["number"], entry["hash"])
    return heads, last


def compare(heads: dict[str, tuple[int, str]], head: dict[str, Any]) -> None:
    """Hold the chains against a checkpoint."""
    root = digest([[chain, number, hash_] for chain, (number, hash_) in sorted(heads.items())])
    entries = sum(number for number, _ in heads.values())
    if entries != head["entries"]:
        raise Altered(f"{entries} entries are here, the checkpoint counts {head['entries']}")
    if root != head["root"]:
        raise Altered("the heads of the chains do not give the root of the checkpoint")


def examine(export: Path, kept: Path | None = None) -> tuple[int, int]:
    """Check a file, against a checkpoint *kept* elsewhere if there is one; give how many entries and chains hold."""
    with export.open(encoding="utf-8") as lines:
        heads, last = check(lines)
    head = json.loads(kept.read_text("utf-8")) if kept else last
    if head is not None:
        compare(heads, head)
    return sum(number for number, _ in heads.values()), len(heads)


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
    except (OSError, ValueError, KeyError, TypeError) as problem:
        print(f"cannot be read: {problem}", file=sys.stderr)
        return 2
    print(f"holds: {entries} entries in {chains} chains")
    return 0


if __name__ == "__main__":
    sys.exit(main())
