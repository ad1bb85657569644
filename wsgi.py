"""The WSGI callable: ``gunicorn wsgi:app`` serves what ``vipops serve`` serves."""

from vipops.app import create_web_app

app = create_web_app()
