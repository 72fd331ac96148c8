"""The blueprint of the register's pages; their modules put the views on it."""

from lsg_projects.web.language import public_pages

blueprint = public_pages("register", __name__)
