"""Reading Whoosh's table of contents without running what it says.

Whoosh 2.7.4 pickles its list of segments. Ours are unpickled with one class allowed, whose state is plain numbers,
strings and bytes; anything else in the stream is damage.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

from inyo.index.engine.local.files.sections import DamagedFile

_ALLOWED = frozenset({("inyo.index.engine.local.whoosh.codec", "ArraySegment")})


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise DamagedFile(f"its table of contents names {module}.{name}")
        from inyo.index.engine.local.whoosh.codec import ArraySegment

        return ArraySegment

    def persistent_load(self, pid: Any) -> Any:
        raise DamagedFile("its table of contents refers outside")


def load_segments(data: bytes) -> list[Any]:
    """The segments in a table of contents. Raises DamagedFile for anything but a list of our segments."""
    from inyo.index.engine.local.whoosh.codec import ArraySegment

    try:
        segments = _Unpickler(io.BytesIO(data)).load()
    except DamagedFile:
        raise
    except Exception as error:
        raise DamagedFile("its table of contents is damaged") from error
    if type(segments) is not list or not all(type(segment) is ArraySegment for segment in segments):
        raise DamagedFile("its table of contents is no list of segments")
    return segments
