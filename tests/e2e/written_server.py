"""Serves the written archive of `tests.written` with the settings of the environment."""

import os

from qa.config import read_settings
from qa.web.server import create_app
from qa.web.serving import listen, run
from tests.written import written

if __name__ == "__main__":
    settings = read_settings(os.environ)
    with listen(settings) as listener, written() as archive:
        archive.read_on()
        run(create_app(archive, settings), listener, settings)
