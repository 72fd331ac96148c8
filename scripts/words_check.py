"""Check the catalogue of words: complete in kk, ru and en, no key missing, none unused.

    python -m scripts.words_check

Looks at config/words/*.toml, every template, every module and the data files that name keys.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("kk", "ru", "en")
PLURALS: Final[Mapping[str, frozenset[str]]] = {
    "kk": frozenset({"other"}),
    "ru": frozenset({"one", "few", "many"}),
    "en": frozenset({"one", "other"}),
}
CATEGORIES: Final = frozenset({"zero", "one", "two", "few", "many", "other"})
SHARED: Final = {
    "act", "body", "doctype", "error", "field", "frame", "kind", "legal", "month", "nav", "role", "sector", "source",
    "stage", "status", "unit", "works",
}  # fmt: skip
TOGETHER: Final = {"access": "accounts"}  # refusals of rights stand with the words about people
REFUSALS: Final = frozenset(
    {"Refusal", "NotAllowed", "Missing", "Stale", "WrongState", "Incomplete", "Unavailable", "Problem"}
)
SAME_NUMBER: Final = {"roman": "number"}  # a quarter is IV in Kazakh and Russian, 4 in English
TRANSLATORS: Final = frozenset({"t", "words", "say", "word"})
NOTHING: Final = ("\0",)  # a beginning that no key has
KEY: Final = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_]+)+")
IN_TEMPLATE: Final = re.compile(r"""(?<![A-Za-z0-9_.])t\(\s*(['"])([^'"]*)\1\s*([,)~]|if\b|else\b)""")
PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)[^}]*\}")


@dataclass
class Catalogue:
    """Every key with its words by language, the file each stands in, and what is wrong with the files themselves."""

    words: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@dataclass
class Usage:
    """Which keys the program asks for: whole ones with a place, beginnings of composed ones, and loose texts."""

    keys: dict[str, str] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)


def read_catalogue(folder: Path) -> Catalogue:
    """Read all part files and note double keys and keys in the wrong file."""
    catalogue = Catalogue()
    for path in sorted(folder.glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            catalogue.faults.append(f"{path.name} cannot be read: {error}")
            continue
        for key, words in leaves(table):
            if key in catalogue.words:
                catalogue.faults.append(f"{key} stands in {catalogue.files[key]} and in {path.name}")
            if owner(key) != path.stem:
                catalogue.faults.append(f"{key} belongs to {owner(key)}.toml, not to {path.name}")
            catalogue.words[key] = words
            catalogue.files[key] = path.name
    return catalogue


def leaves(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give each key with its words; a table of kk, ru, en that are not tables of languages themselves is a leaf."""
    for name, value in table.items():
        key = f"{prefix}{name}"
        if not isinstance(value, Mapping):
            yield key, {}
        elif is_leaf(value):
            yield key, value
        else:
            yield from leaves(value, f"{key}.")


def is_leaf(value: Mapping[str, Any]) -> bool:
    """Tell words (kk, ru, en as text or plural forms) from a table of further keys."""
    return bool(value.keys() & set(LANGUAGES)) and all(
        isinstance(each, str) or (isinstance(each, Mapping) and each.keys() <= CATEGORIES) for each in value.values()
    )


def owner(key: str) -> str:
    """Name the part file that a key belongs to."""
    first, _, rest = key.partition(".")
    if first == "refusal":
        first = rest.partition(".")[0]
    return "shared" if first in SHARED else TOGETHER.get(first, first)


def incomplete(catalogue: Catalogue) -> Iterator[str]:
    """Name missing or empty languages, missing plural forms, and placeholders that differ between languages."""
    for key, words in catalogue.words.items():
        for language in LANGUAGES:
            if language not in words or not forms(words[language]) or not all(forms(words[language])):
                yield f"{key} has no words in {language}"
            elif isinstance(words[language], Mapping) and not PLURALS[language] <= words[language].keys():
                yield f"{key} lacks plural forms in {language}: {sorted(PLURALS[language] - words[language].keys())}"
        asked = {language: placeholders(words.get(language, "")) for language in LANGUAGES}
        if len(set(map(frozenset, asked.values()))) > 1:
            yield f"{key} has different placeholders: {asked}"


def forms(words: Any) -> list[str]:
    """Give the plural forms, or the one form, of a language."""
    return [each.strip() for each in (words.values() if isinstance(words, Mapping) else [words])]


def placeholders(words: Any) -> set[str]:
    """Give the names in braces over all plural forms."""
    found = {name for form in forms(words) for name in PLACEHOLDER.findall(form)}
    return {SAME_NUMBER.get(name, name) for name in found}


def use_in_template(text: str, place: str, usage: Usage) -> None:
    """Note the keys that a template asks for through ``t(...)``."""
    for found in IN_TEMPLATE.finditer(re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)):
        key, after = found.group(2), found.group(3)
        (usage.prefixes if after == "~" else usage.keys).setdefault(key, place)
    usage.texts.update(re.findall(r"""['"]([a-z][\w.]*)['"]""", text))


def use_in_module(text: str, place: str, usage: Usage) -> None:
    """Note the keys of a module: arguments of translators and refusals, and any text that may be a key."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            use_in_call(node, f"{place}:{node.lineno}", usage)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
            usage.texts.add(node.value)


def use_in_call(call: ast.Call, place: str, usage: Usage) -> None:
    """Note the key in a call such as ``words("passport.title")`` or ``Stale("shared.outdated")``."""
    name = called(call.func)
    position = 1 if name == "Problem" else 0
    if len(call.args) <= position or name not in REFUSALS | TRANSLATORS or gives_catalogue(call):
        return
    lead = "refusal." if name in REFUSALS else ""
    given = call.args[position]
    for each in (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            usage.keys.setdefault(lead + each.value, place)
        elif isinstance(each, ast.JoinedStr) and isinstance(each.values[0], ast.Constant):
            usage.prefixes.setdefault(lead + str(each.values[0].value), place)


def gives_catalogue(call: ast.Call) -> bool:
    """Tell ``words("kk")``, which gives the catalogue in a language, from a call that asks for a key."""
    return isinstance(call.args[0], ast.Constant) and call.args[0].value in LANGUAGES


def called(function: ast.expr) -> str:
    """Give the last name of what is called; ``Words(lang)("key")`` counts as a translator."""
    if isinstance(function, ast.Call):
        return "words" if called(function.func) in {"Words", "words"} else ""
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return str(name).lstrip("_")


def missing(catalogue: Catalogue, usage: Usage) -> Iterator[str]:
    """Name the keys that the program asks for and no catalogue has."""
    for key, place in sorted(usage.keys.items()):
        if key not in catalogue.words:
            yield f"{place} asks for {key}, which is in no catalogue"


def composed(catalogue: Catalogue, usage: Usage, dynamic: tuple[str, ...]) -> Iterator[str]:
    """Name beginnings of composed keys that are not allowed, and allowed ones that lead nowhere."""
    for prefix, place in sorted(usage.prefixes.items()):
        # the codes after "refusal." are seen where the refusals are raised
        if prefix != "refusal." and not prefix.startswith(dynamic or NOTHING):
            yield f"{place} composes keys from {prefix!r}, which config/words/dynamic.txt does not allow"
    for prefix in dynamic:
        if not any(key.startswith(prefix) for key in catalogue.words):
            yield f"config/words/dynamic.txt allows {prefix!r}, but no key begins so"


def unused(catalogue: Catalogue, usage: Usage, dynamic: tuple[str, ...]) -> Iterator[str]:
    """Name the keys that nothing asks for."""
    loose = usage.texts | {f"refusal.{text}" for text in usage.texts}
    for key in sorted(catalogue.words.keys() - usage.keys.keys() - loose):
        if not key.startswith(dynamic or NOTHING):
            yield f"{key} ({catalogue.files[key]}) is used nowhere"


def check(root: Path) -> list[str]:
    """Check a whole checkout; give one line for each fault."""
    catalogue = read_catalogue(root / "config" / "words")
    usage = Usage()
    for path in sorted((root / "templates").rglob("*.*")):
        use_in_template(path.read_text("utf-8"), str(path.relative_to(root)), usage)
    for path in sorted((root / "lsg_projects").rglob("*.py")):
        if "_bundled" not in path.parts:
            use_in_module(path.read_text("utf-8"), str(path.relative_to(root)), usage)
    for path in sorted((root / "config").glob("*.toml")):
        usage.texts.update(re.findall(r'"([a-z][\w.]*)"', path.read_text("utf-8")))
    dynamic = allowed_prefixes(root)
    return [
        *catalogue.faults,
        *incomplete(catalogue),
        *missing(catalogue, usage),
        *composed(catalogue, usage, dynamic),
        *unused(catalogue, usage, dynamic),
    ]


def allowed_prefixes(root: Path) -> tuple[str, ...]:
    """Read the beginnings from which keys may be composed at run time, one a line."""
    place = root / "config" / "words" / "dynamic.txt"
    lines = place.read_text("utf-8").splitlines() if place.exists() else []
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def main() -> int:
    """Print the faults of this checkout; 1 if there are any."""
    faults = check(Path(__file__).resolve().parent.parent)
    print("\n".join([*faults, f"words: {len(faults)} faults" if faults else "words: complete"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
