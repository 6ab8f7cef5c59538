"""The extension garbage_collection: fewer searches, and no less than somebody else has asked for."""

import gc

import pytest

from bookpress.core import garbage_collection


@pytest.fixture
def threshold():
    """Set Python's threshold, and put back what it was."""
    before = gc.get_threshold()
    yield gc.set_threshold
    gc.set_threshold(*before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((700, 10, 10), (garbage_collection.OBJECTS, 10, 10)),
        ((1_000_000, 5, 5), (1_000_000, 5, 5)),
        ((0, 10, 10), (0, 10, 10)),  # no search at all
    ],
)
def test_threshold(threshold, before, after):
    threshold(*before)
    garbage_collection.setup(None)
    assert gc.get_threshold() == after
