"""Pages whose letters nobody can name: fonts without Unicode values, whose codes mean nothing outside their file."""

from __future__ import annotations

import numpy as np

from .glyphs import is_readable
from .pdfium import RawPage

_MOST = 0.3  # of a page's letters may be unknown; beyond, the page is left out


def is_garbled(page: RawPage) -> bool:
    """Whether what a page's codes spell is not what is printed."""
    values, places = np.unique(page.codes, return_inverse=True)
    readable = np.fromiter((is_readable(code) for code in values.tolist()), np.bool_, len(values))
    unknown = page.unmapped | ~readable[places]
    return bool(unknown.mean() > _MOST)
