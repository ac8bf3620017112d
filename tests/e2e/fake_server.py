"""Serves the written archive of `tests.fake_archive` with the settings of the environment."""

import os
from typing import cast

from qa.archive import Archive
from qa.config import read_settings
from qa.web.server import create_app
from qa.web.serving import listen, run
from tests.fake_archive import FakeArchive

if __name__ == "__main__":
    settings = read_settings(os.environ)
    with listen(settings) as listener:
        run(create_app(cast(Archive, FakeArchive()), settings), listener, settings)
