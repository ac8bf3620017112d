"""`python -m qa`: the command line."""

import sys


def _run() -> int:
    """Runs the command line; says how it is called where its libraries are missing."""
    try:
        from qa.cli.main import main
    except ModuleNotFoundError as error:
        from qa import wording

        sys.stderr.write(wording.error_line(wording.missing_library(error.name)) + "\n")
        return 2
    return main()


if __name__ == "__main__":
    sys.exit(_run())
