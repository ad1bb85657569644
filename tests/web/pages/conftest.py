"""The pages need no data: an application over an empty database."""

from pathlib import Path

import pytest
from flask import Flask

from vipops.app import create_app
from vipops.settings import Settings


@pytest.fixture(scope="module")
def pages_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("pages")
    return create_app(Settings(data=folder, cheap_hashes=True))
