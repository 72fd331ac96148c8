"""Computed styles, kept for all chapters that a process lays out: page after page has the same ones.

The layout library shares them between the elements of one document and forgets them with it. A style follows from the
style above it and from the declarations that apply, so where both are the same objects as before, it is the one from
before, with all values that were ever asked of it.
"""

from __future__ import annotations

import functools
from collections.abc import Hashable
from copy import copy
from typing import Any

import weasyprint.css
from weasyprint.html import UA_STYLESHEET

_UNUSED = frozenset({"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
"""What the library's own sheet would style for every element and no paper has."""
_MOST = 4096
"""Styles that are kept; a template gives a few hundred."""

_known: dict[Hashable, tuple[Any, Any]] = {}


class Styles(weasyprint.css.StyleFor):  # type: ignore[misc]  # weasyprint ships no types
    """The styles of one document, those of its elements taken from earlier documents."""

    def set_computed_styles(
        self, element: Any, parent: Any, root: Any = None, pseudo_type: str | None = None, base_url: str | None = None,
        target_collector: Any = None,
    ) -> None:  # fmt: skip
        """Give *element* its style; those of pages and margins count their pages and are never shared."""
        if not hasattr(element, "tag"):
            super().set_computed_styles(element, parent, root, pseudo_type, base_url, target_collector)
            return
        above = self._computed_styles[parent, None] if parent is not None else None
        declared = self._cascaded_styles.get((element, pseudo_type), {})
        key = (id(self.font_config), id(above), pseudo_type, tuple(map(_mark, declared.items())))
        if (found := _known.get(key)) is not None:
            style = self._computed_styles[element, pseudo_type] = found[0]
            if target_collector and style["anchor"]:
                target_collector.collect_anchor(style["anchor"])
            return
        super().set_computed_styles(element, parent, root, pseudo_type, base_url, target_collector)
        if len(_known) < _MOST:
            # the declarations are kept as well, so that no other ones ever take their places in memory
            _known[key] = (self._computed_styles[element, pseudo_type], (declared, above, self.font_config))


def _mark(declaration: tuple[str, tuple[Any, Any]]) -> Hashable:
    """Give what makes a declaration the same as another: plain values by themselves, others by where they are."""
    name, (value, weight) = declaration
    plain = isinstance(value, str | int | float) or (type(value) is tuple and all(isinstance(v, str) for v in value))
    return name, value if plain else id(value), weight


@functools.cache
def own_sheet() -> Any:
    """Give the library's own sheet without what it would match against every element for nothing."""
    sheet = copy(UA_STYLESHEET)
    sheet.matcher = copy(sheet.matcher)
    sheet.matcher.other_selectors = [entry for entry in sheet.matcher.other_selectors if entry[3] not in _UNUSED]
    return sheet
