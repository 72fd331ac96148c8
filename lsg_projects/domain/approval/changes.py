"""A change of an approved project: which steps of its route are asked again, and why."""

from __future__ import annotations

from dataclasses import replace

from lsg_projects.domain.route import Concern, Route, Step


def why(step: Step, changed: frozenset[Concern]) -> frozenset[Concern]:
    """Give what of the change concerns a step; a step that nothing concerns is not asked."""
    return changed & frozenset(step.concerns)


def reopened(route: Route, changed: frozenset[Concern]) -> Route:
    """Give the part of *route* that a change has to go: exactly the steps whose concerns changed, in their order."""
    return replace(route, steps=tuple(step for step in route.steps if why(step, changed)))
