"""The application for a WSGI server: ``gunicorn lsg_projects.wsgi:app``."""

from lsg_projects.app import create_app

app = create_app()
