"""What search engines are told of the book."""

from page_metadata import data, faults, metas


def test_pages_of_the_book_have_descriptions_of_their_own(book):
    """None is missing, none stands twice; the data of every page is sound."""
    outdir = book("html").outdir
    described = {}
    for path in sorted(outdir.glob("chapters/*.html")):
        name = path.relative_to(outdir).with_suffix("").as_posix()
        described[name] = metas(book("html"), name).get("description", "")
        found = data(book("html"), name)
        assert found is None or faults(found) == []
    assert len(set(described.values())) == len(described) > 20
    assert all(len(text) > 60 for text in described.values()), described
    assert faults(data(book("html"), "index")) == []
    assert len(data(book("html"), "index")["hasPart"]) > 10
