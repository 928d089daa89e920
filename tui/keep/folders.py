"""Where inyo keeps what is the reader's: the XDG base folders."""

from __future__ import annotations

import os
from pathlib import Path

from inyo.index.own.atomic_files import home


def _base(variable: str, fallback: str) -> Path:
    """A base folder; a relative value is ignored, as the XDG specification asks."""
    value = os.environ.get(variable, "")
    return (Path(value) if Path(value).is_absolute() else home() / fallback) / "inyo"


def config_folder() -> Path:
    return _base("XDG_CONFIG_HOME", ".config")


def state_folder() -> Path:
    return _base("XDG_STATE_HOME", ".local/state")
