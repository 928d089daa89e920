"""Where inyo keeps what is the reader's: the XDG base folders, and files replaced whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def _base(variable: str, fallback: str) -> Path:
    """A base folder; a relative value is ignored, as the XDG specification asks."""
    value = os.environ.get(variable, "")
    return (Path(value) if Path(value).is_absolute() else Path.home() / fallback) / "inyo"


def config_folder() -> Path:
    return _base("XDG_CONFIG_HOME", ".config")


def state_folder() -> Path:
    return _base("XDG_STATE_HOME", ".local/state")


def write_private(path: Path, data: bytes) -> None:
    """Replace a file whole, readable by its owner only: after a crash the old or the new content stands.

    Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
