"""Whether an article may mean somebody by the words that it gives to another: nobody is contradicted then."""

from __future__ import annotations

import re

from qa.names.speakers import CALLED_ALONE, personal_name


def names_claimed(folded: str, claimed: str) -> bool:
    """Tells whether an article (folded) names the claimed person: in full, or by title and given name.

    The full name is looked for whatever the spacing: captions are glued to posts ("Chính phủNGUYỄN XUÂN PHÚC").
    """
    name = personal_name(claimed)
    if not name:
        return True
    if len(name) > 1 and "".join(name) in "".join(folded.split()):
        return True
    title = rf"(?:{'|'.join(sorted(CALLED_ALONE))})\s+" if len(name) > 1 else ""
    return re.search(rf"(?<!\w){title}{re.escape(name[-1])}(?!\w)", folded) is not None
