"""Pages of questions: asking on the public side, answering in the office."""

from lsg_projects.participation.views import asking, desk

blueprints = (asking.blueprint, desk.blueprint)
COUNTERS = {"questions": desk.waiting}
