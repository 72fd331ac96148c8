"""The assembled application on an installation of the tests' own, wherever in the program its settings are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from werkzeug.routing import Rule

from lsg_projects import settings
from lsg_projects.app import create_app
from lsg_projects.kit import clock, db


class Compiled(BytecodeCache):
    """Templates compiled once for all applications of a process: a page compiles longer than it answers."""

    def __init__(self) -> None:
        """Begin empty."""
        self.code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of this very text before."""
        if known := self.code.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = Compiled()


class KnownRule(Rule):
    """An address whose builder is compiled once for all applications of a process: that is most of their assembly."""

    _known: ClassVar[dict[tuple[object, ...], Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        """Give the builder of the same address in an earlier application, else compile one."""
        key = (self.rule, tuple(self._trace), tuple((self.defaults or {}).items()), append_unknown)
        if key not in self._known:
            self._known[key] = super()._compile_builder(append_unknown)
        return self._known[key]


Flask.url_rule_class = KnownRule


_FIRST: dict[str, Engine] = {}


def speak_alike(engine: Engine) -> None:
    """Let all engines of a kind share what statements were compiled for the first of them."""
    first = _FIRST.setdefault(engine.dialect.name, engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache


@contextmanager
def settled(instance: Path, database: str) -> Iterator[None]:
    """Let the settings of this process name *instance* and *database* for the length of a block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LSG_INSTANCE", str(instance))
        patch.setenv("LSG_DATABASE_URL", database)
        settings.current.cache_clear()
        yield
    settings.current.cache_clear()
    clock.shift(timedelta(0))


@contextmanager
def assembled(instance: Path, database: str) -> Iterator[Flask]:
    """Give the application on *instance* and *database*; afterwards no connection stays open."""
    with settled(instance, database):
        app = create_app()
        app.testing = True
        app.jinja_env.bytecode_cache = COMPILED
        with app.app_context():
            engine = db.engine()
        speak_alike(engine)
        try:
            yield app
        finally:
            engine.dispose()
