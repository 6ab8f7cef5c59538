"""The extension ``citations_id``: Indonesian citations."""

from lxml import html

BIB = r"""
@article{goode, author={Goode, William J.}, title={Community Within a Community}, journal={Review}, volume=22,
  number=2, pages={194--200}, year=1957, doi={https://doi.org/10.1/abc}}
@article{bucher, author={Bucher, Rue and Strauss, Anselm}, title={Professions in Process?}, journal={Journal},
  year=1961}
@book{becker, author={Becker, Howard S. and Geer, Blanche and Hughes, Everett C.}, title={Boys in White},
  year=1961, publisher={University of Chicago Press}, address={Chicago}, edition={2},
  translator={Ram, Aminuddin and Sobari, T.}}
@book{etzioni, editor={Etzioni, Amitai}, title={The Semi-Professions}, publisher={Free Press},
  address={New York}, year=1969}
@incollection{bourdieu, author={Bourdieu, Pierre}, title={The Forms of Capital},
  booktitle={Handbook of Theory}, editor={Richardson, John G. and Roth, Guenther}, publisher={Greenwood},
  address={New York}, pages={241--258}, year=1986, note={Asal: 1983.}}
@misc{undated, author={{Badan Pusat Statistik}}, title={Laman}, url={https://bps.go.id/},
  urldate={2026-02-03}}
@misc{uu, author={{Republik Indonesia}}, title={Undang-Undang Nomor 18 Tahun 2003 tentang Advokat},
  shorthand={UU 18/2003}, year=2003, keywords={peraturan}}
@misc{uu5, author={{Republik Indonesia}}, title={Undang-Undang Nomor 5 Tahun 2003 tentang Lain},
  shorthand={UU 5/2003}, year=2003, keywords={peraturan}}
"""
CITING = """
# Buku

{cite:p}`goode`; {cite:t}`bucher`; {cite:p}`becker`; {cite:p}`uu`; {cite:t}`uu`; {cite:p}`goode,bucher`;
{cite:p}`{lihat}uu{Pasal 4}`; {cite:t}`goode{hlm. 195}`; {cite:t}`uu{Pasal 4}`; {cite:p}`undated`;
{cite:ts}`becker`; {cite:p}`etzioni,bourdieu`

```{bibliography}
:filter: keywords % "peraturan"
```

```{bibliography}
:filter: not keywords % "peraturan"
```
"""


def test_citations(small_book):
    """Citations and bibliography, in Indonesian and with clean punctuation."""
    built = small_book({"index.md": CITING, "references.bib": BIB}, include_patterns=["index.md"])
    assert "index.md" not in built.warnings
    article = html.parse(built.outdir / "index.html").find(".//article")
    paragraph = " ".join(article.find(".//p").text_content().split())
    assert paragraph.split("; ") == [
        "(Goode, 1957)", "Bucher dan Strauss (1961)", "(Becker dkk., 1961)", "(UU 18/2003)", "UU 18/2003",
        "(Bucher dan Strauss, 1961", "Goode, 1957)", "(lihat UU 18/2003, Pasal 4)", "Goode (1957, hlm. 195)",
        "UU 18/2003 (Pasal 4)", "(Badan Pusat Statistik, t.t.)", "Becker, Geer, dan Hughes (1961)",
        "(Bourdieu, 1986", "Etzioni, 1969)",
    ]  # fmt: skip
    laws, works = [
        [" ".join(entry.text_content().split()) for entry in group.findall("li")]
        for group in article.xpath(".//ul[@class='bibliography simple' or @class='bibliography']")
    ]
    assert laws == [
        "Undang-Undang Nomor 5 Tahun 2003 tentang Lain.",
        "Undang-Undang Nomor 18 Tahun 2003 tentang Advokat.",
    ]
    assert works == [
        "Badan Pusat Statistik (t.t.). Laman. https://bps.go.id/ (diakses 3 Februari 2026)",
        "Becker, Howard S., Blanche Geer, dan Everett C. Hughes (1961). Boys in White (edisi ke-2; terj. "
        "Aminuddin Ram dan T. Sobari). Chicago: University of Chicago Press.",
        "Bourdieu, Pierre (1986). The Forms of Capital. Dalam John G. Richardson dan Guenther Roth (ed.), "
        "Handbook of Theory (hlm. 241—258). New York: Greenwood. Asal: 1983.",
        "Bucher, Rue, dan Anselm Strauss (1961). Professions in Process? Journal.",
        "Etzioni, Amitai, ed. (1969). The Semi-Professions. New York: Free Press.",
        "Goode, William J. (1957). Community Within a Community. Review, 22(2), hlm. 194—200. https://doi.org/10.1/abc",
    ]
    assert article.xpath(".//a[@href='https://doi.org/10.1/abc']")


def test_and_others(small_book):
    """BibTeX's "and others" is "dkk.", in the text and in the bibliography."""
    entry = "@book{a, author={Utarini, Adi and Ahmad, Riris A. and others}, title={Judul}, publisher={P}, year=2021}"
    text = "# Buku\n\n{cite:p}`a`\n\n```{bibliography}\n```\n"
    page = (small_book({"index.md": text, "references.bib": entry}).outdir / "index.html").read_text("utf-8")
    shown = " ".join(html.fromstring(page).find(".//article").text_content().split())
    assert "(Utarini dkk., 2021)" in shown
    assert "Utarini, Adi, Riris A. Ahmad dkk. (2021). Judul." in shown


def test_two_entries_that_cite_alike_are_reported(small_book):
    """(Goode, 1957) must mean one work."""
    twice = BIB + "@misc{goode2, author={Goode, Ann}, title={Other}, year=1957}"
    built = small_book({"index.md": CITING.replace("`undated`", "`goode2`"), "references.bib": twice})
    assert 'duplicate label "Goode, 1957"' in built.warnings
