"""Where the checkout lies, and what a process started by a test needs to find our packages and the tests' own."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEARCH_PATH = os.pathsep.join([str(ROOT / ".dev"), str(ROOT)])
