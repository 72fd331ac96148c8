"""Write docs/settings.md from config/default.toml, so that the page and the program never disagree.

python -m scripts.settings_page
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
HEAD: Final = """# Settings

Written from `config/default.toml` by `python -m scripts.settings_page`.

A setting is looked for in the environment (`LSG_` and its name in capitals), then in the file named by `LSG_CONFIG`,
then in `config/default.toml`. What a deployment must set stands in `config/production.example.toml`. Lists are written
as JSON in the environment: `LSG_LANGUAGES='["kk", "ru"]'`. `LSG_CONFIG` itself names a file and has no default; `PORT`
is read by `make run` alone.

| variable | default | what it decides |
| --- | --- | --- |
"""


def settings(text: str) -> Iterator[tuple[str, str]]:
    """Give each name with the comment above it; names that follow without a comment share the last one."""
    comment: list[str] = []
    ended = False
    for line in text.splitlines():
        if line.startswith("#"):
            comment = [line.lstrip("# ")] if ended else [*comment, line.lstrip("# ")]
            ended = False
        elif not line.strip():
            comment, ended = [], False
        elif found := re.match(r"([a-z0-9_]+)\s*=", line):
            ended = True
            yield found[1], " ".join(comment)


def page(text: str) -> str:
    """Give the whole page for the defaults in *text*."""
    values = tomllib.loads(text)
    rows = [f"| `LSG_{name.upper()}` | {shown(values[name])} | {comment} |" for name, comment in settings(text)]
    return HEAD + "\n".join(rows) + "\n"


def shown(value: Any) -> str:
    """Write a default as one would type it; an empty text has none."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, list):
        return f"`{', '.join(value)}`"
    return f"`{value}`" if value != "" else "empty"


if __name__ == "__main__":
    defaults = (ROOT / "config" / "default.toml").read_text("utf-8")
    (ROOT / "docs" / "settings.md").write_text(page(defaults), "utf-8")
