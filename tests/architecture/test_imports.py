"""Who may import whom: the layers of the house and of each feature, frameworks in their rooms, no cycle anywhere.

The contracts stand in pyproject.toml and are kept by import-linter (``make check``); here stands what it cannot say,
and the proof that planted faults are found.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import grimp
import pytest

from tests.architecture.source import ROOT, Module, modules, planted

WEB_ROOMS = ("web/", "app.py", "wsgi.py", "cli/", "worker.py", "worker/", "__main__.py")
WEB_FILES = {"views", "forms"}
WEB_FRAMEWORKS = {"flask", "wtforms", "flask_wtf", "flask_login", "werkzeug"}
# kit/db.py binds SQLAlchemy to the application; nothing else below the edge knows Flask
FLASK_SQLALCHEMY_IN = "kit/db.py"

CONTRACTS = (
    "A folder uses those below it, never one above it",
    "Inside a feature: views, forms, sheets and feeds, use cases, letters, queries, models",
    "The rules know the standard library only",
    "What stands below the edge knows no request",
    "Views and forms speak no SQL",
    "Features do not use one another's views",
    "Features do not use one another's forms",
)


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """Every imported name with its line, wherever in the module it stands."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def is_web_file(name: str) -> bool:
    """Tell whether a module may know Flask: a feature's views and forms, and the rooms of the edge."""
    return name.startswith(WEB_ROOMS) or bool(WEB_FILES & set(name.removesuffix(".py").split("/")))


def frameworks_below_the_edge(tree: Iterable[Module]) -> Iterator[str]:
    for module in tree:
        for line, name in imported(module):
            if name.split(".")[0] in WEB_FRAMEWORKS and not is_web_file(module.name):
                yield f"{module.name}:{line} imports {name}"
            if name.split(".")[0] == "flask_sqlalchemy" and module.name != FLASK_SQLALCHEMY_IN:
                yield f"{module.name}:{line} imports {name}"


def sql_in_views_and_forms(tree: Iterable[Module]) -> Iterator[str]:
    for module in tree:
        if WEB_FILES & set(module.name.removesuffix(".py").split("/")):
            for line, name in imported(module):
                if name.split(".")[0] == "sqlalchemy":
                    yield f"{module.name}:{line} imports {name}"


def pages_of_other_features(tree: Iterable[Module]) -> Iterator[str]:
    """A feature that imports the views or forms of another, from whichever of its files."""
    for module in tree:
        feature = module.name.split("/")[0]
        for line, name in imported(module):
            parts = name.split(".")
            foreign = len(parts) > 2 and parts[0] == "lsg_projects" and parts[1] != feature
            if foreign and parts[2] in WEB_FILES and not module.name.startswith(("app.py", "web/")):
                yield f"{module.name}:{line} imports {name}"


FAULTS = {
    frameworks_below_the_edge: ("projects/usecases.py", "from flask import request\n"),
    sql_in_views_and_forms: ("projects/views.py", "def f():\n    from sqlalchemy import select\n"),
    pages_of_other_features: ("projects/forms.py", "from lsg_projects.budgets.forms import PlanForm\n"),
}


@pytest.mark.parametrize("rule", FAULTS, ids=lambda rule: rule.__name__)
def test_imports_keep_to_their_rooms(rule) -> None:  # type: ignore[no-untyped-def]
    """No module of the house imports what belongs elsewhere; a planted import is found."""
    found = list(rule(modules()))
    assert not found, "\n".join(found)
    name, text = FAULTS[rule]
    assert list(rule(planted(text, name)))


def in_cycles(imports: Mapping[str, set[str]]) -> set[str]:
    """Take away modules that import nobody left or that nobody left imports; what remains turns in circles."""
    left = {name: set(imports[name]) for name in imports}
    while True:
        wanted = set().union(*left.values()) if left else set()
        ends = {name for name, others in left.items() if not others & left.keys() or name not in wanted}
        if not ends:
            return set(left)
        left = {name: others - ends for name, others in left.items() if name not in ends}


def test_no_module_turns_in_a_circle() -> None:
    """No import cycle, counting imports inside functions and under TYPE_CHECKING."""
    graph = grimp.build_graph("lsg_projects", cache_dir=None, exclude_type_checking_imports=False)
    names = {module.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for module in modules()}
    unseen = {f"lsg_projects.{name}" for name in names - {"__init__"}} - graph.modules
    assert not unseen, "folders without __init__.py are not looked at"
    imports = {name: set(graph.find_modules_directly_imported_by(name)) for name in graph.modules}
    assert in_cycles(imports) == set()


def test_a_planted_circle_is_found() -> None:
    """A circle of two is found, a chain and a diamond are none."""
    assert in_cycles({"a": {"b"}, "b": {"a"}, "c": {"a"}}) >= {"a", "b"}
    assert in_cycles({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}) == set()


def test_planted_imports_break_the_contracts(tmp_path: Path) -> None:
    """The contracts of pyproject.toml are broken by a folder above, a view with SQL, and a form of another feature."""
    package = tmp_path / "lsg_projects"
    files = {
        "__init__.py": "",
        "domain/__init__.py": "import sqlalchemy\n",
        "kit/__init__.py": "",
        "budgets/__init__.py": "",
        "budgets/forms.py": "import sqlalchemy\n",
        "budgets/views.py": "",
        "budgets/models.py": "from lsg_projects.projects import models\n",
        "budgets/queries.py": "import flask\nfrom lsg_projects.budgets import usecases\n",
        "budgets/usecases.py": "",
        "projects/__init__.py": "",
        "projects/models.py": "",
        "projects/views.py": "from lsg_projects.budgets import forms, views\n",
        "projects/forms.py": "from lsg_projects.budgets import forms\n",
        "projects/queries.py": "",
        "projects/usecases.py": "",
        "surprise/__init__.py": "",
    }
    for name, text in files.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text)
    settings = (ROOT / "pyproject.toml").read_text("utf-8").replace('"cli",', "").replace('"operations",', "")
    (tmp_path / "contracts.toml").write_text(settings)
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--config", "contracts.toml", "--no-cache", "--no-logo"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = " ".join(done.stdout.split())
    for contract in CONTRACTS:
        assert f"{contract} BROKEN" in said, done.stdout + done.stderr
