"""`python -m inyo.tui` is `inyo`."""

import sys

from inyo.tui.commands.cli import main

if __name__ == "__main__":
    sys.exit(main())
