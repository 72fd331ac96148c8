"""Every address declares who may enter; one that says nothing is a fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def silent(views: Mapping[str, Any], endpoints: Iterable[str]) -> list[str]:
    """Endpoints whose view does not carry ``open_to``."""
    return sorted(name for name in set(endpoints) if not hasattr(views[name], "open_to"))


def test_every_endpoint_says_who_may_enter(app: Any) -> None:
    """Each rule of the map leads to a view that declares who may enter."""
    endpoints = [rule.endpoint for rule in app.url_map.iter_rules()]
    assert len(endpoints) > 10
    assert silent(app.view_functions, endpoints) == []


def test_a_silent_endpoint_is_found(app: Any) -> None:
    """A view without a declaration is named."""
    assert silent({**app.view_functions, "planted": lambda: ""}, ["planted"]) == ["planted"]
