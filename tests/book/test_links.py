"""Every internal link and fragment of the site, the EPUB and the PDFs resolves."""

import zipfile

import pikepdf
import pytest

import links


def test_site(book):
    checked, findings = links.site(book("html").outdir)
    assert not findings
    assert checked > 1000


def test_epub(book):
    for file in book("epub").outdir.glob("*.epub"):
        checked, findings = links.epub(file)
        assert not findings
        assert checked > 500


@pytest.mark.parametrize("edition", ["layar", "cetak"])
def test_pdf(book, edition):
    (file,) = book("typst").outdir.glob(f"*-{edition}.pdf")
    checked, findings = links.pdf(file)
    assert not findings
    assert checked > 500


PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><body id="a"><a href="{}">x</a></body></html>'


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("b.html", "no such file"),
        ("#b", "no such place"),
        ("a.html#b", "no such place"),
        ("img/x.png", "no such file"),
    ],
)
def test_site_checker_finds(tmp_path, link, says):
    (tmp_path / "a.html").write_text("<!doctype html>\n" + PAGE.format(link))
    checked, [finding] = links.site(tmp_path)
    assert checked == 1
    assert finding.startswith("a.html:2: ")
    assert says in finding


@pytest.mark.parametrize("link", ["#a", "a.html", "a.html#a", "https://example.org/x", "mailto:x@example.org"])
def test_site_checker_accepts(tmp_path, link):
    (tmp_path / "a.html").write_text("<!doctype html>\n" + PAGE.format(link))
    assert links.site(tmp_path)[1] == []


def test_epub_checker_finds(tmp_path):
    with zipfile.ZipFile(tmp_path / "b.epub", "w") as book:
        book.writestr("EPUB/a.xhtml", PAGE.format("b.xhtml#c"))
        book.writestr("EPUB/b.xhtml", PAGE.format("a.xhtml#a"))
    _, [finding] = links.epub(tmp_path / "b.epub")
    assert finding == "EPUB/a.xhtml:1: b.xhtml#c: no such place on that page"


def _pdf(path, **link):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        gone = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Page))
        known = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
        destination = {"gone": pikepdf.Array([gone, pikepdf.Name.Fit]), "here": known, "name": pikepdf.String("x")}
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
        if link["to"] in destination:
            note.Dest = destination[link["to"]]
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([note]))
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Bab 1", known))
        pdf.save(path)
    return path


@pytest.mark.parametrize(("to", "says"), [("gone", "no page"), ("name", "no place named x"), ("none", "nowhere")])
def test_pdf_checker_finds(tmp_path, to, says):
    checked, [finding] = links.pdf(_pdf(tmp_path / "a.pdf", to=to))
    assert checked == 2
    assert finding.startswith("page 1: ")
    assert says in finding


def test_pdf_checker_accepts(tmp_path):
    assert links.pdf(_pdf(tmp_path / "a.pdf", to="here")) == (2, [])
