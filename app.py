"""`python app.py` serves the page over the archive of the settings (QA_DATA, QA_PORT …)."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Serves until stopped; 2 with one line on stderr if it can't start."""
    from qa.config import read_settings
    from qa.errors import QAError
    from qa.web.server import serve

    try:
        serve(read_settings(os.environ))
    except QAError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
