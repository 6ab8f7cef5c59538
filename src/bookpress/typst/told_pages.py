"""Which references tell the page of what they refer to: all but those on the same page.

The page is known when the book is set, and telling it makes the text longer, which may move what is referred to.  So
the book is set until the pages it tells are its own.  Some references then go back and forth: without the page their
target is on another page, with it on theirs.  After :data:`EXACT` times these keep the page, which is true at least.
"""

from __future__ import annotations

from typing import Any

EXACT, MOST = 2, 10  # times that the book is set: with each page as it should be, and at all
Told = dict[str, str | None]  # reference -> page number, or None where it is not told


def pages_to_tell(
    references: list[tuple[str, str, int]], places: dict[str, dict[str, Any]], before: Told, times: int
) -> Told:
    """The page numbers that the references should tell.

    ``references``: id, label of the target and own page; an id comes again when a list repeats a caption.  ``places``:
    label -> ``page`` and number ``shown``.  ``before`` is what they told when the book was set as these say,
    for the time ``times``.
    """
    told: Told = {}
    for reference, label, page in references:
        place = places[label]
        same = place["page"] == page and told.get(reference) is None
        keeps = times > EXACT and before.get(reference) is not None
        told[reference] = None if same and not keeps else place["shown"]
    return told
