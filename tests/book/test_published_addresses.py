"""What was published stays where it was."""

import anchors
from bookpress.site.moved import read
from builds import ROOT


def missing(known: set[str], now: set[str], moved: set[str]) -> set[str]:
    """Give the published addresses that are gone without a word."""
    return known - now - moved


def test_no_published_address_has_disappeared(book):
    """Else: give it back, or say in moved.toml where it is now and why."""
    known = anchors.read(anchors.LIST.read_text("utf-8"))
    now = anchors.published(book("html").outdir)
    moved = {entry.old for entry in read(ROOT / "moved.toml")}
    assert len(known) > 1000
    assert missing(known, now, moved) == set()
    assert moved <= known, "moved.toml has an address that was never published"
    assert not moved & now, "moved.toml has an address that is there; take it out"
