"""The small district for these tests."""

from tests.support.route_fixtures import world

__all__ = ["world"]
