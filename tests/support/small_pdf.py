"""A small book for tests of the PDF, and the words of a finished one."""

from __future__ import annotations

import re
from pathlib import Path

import pypdf

SHY = "\u00ad"

INDEX = """\
# Buku Kecil

:::{toctree}
depan
:::

:::{toctree}
:caption: Bagian Satu
:numbered: 2
satu
dua
:::

:::{toctree}
:caption: Lampiran
belakang
genindex
:::
"""
FRONT = "# Pengantar\n\nSebuah pengantar.\n"
BACK = "# Belakang\n\nPenutup.\n"
ONE = """\
(bab-satu)=
# Bab Pertama[^judul]

[^judul]: Catatan pada judul.

Lihat {numref}`bab-dua` dan (bandingkan {numref}`bab-dua`). Di halaman ini juga ada {numref}`tabel-satu`.
Sebuah [tautan](https://example.org/panjang) keluar. {index}`profesi <single: profesi>` dan
{index}`izin <single: profesi; izin>`. Orang itu mempertanggungjawabkan penyelenggaraannya; kata
[*occupational community*]{.language-en} ditandai.

:::{list-table} Sebuah tabel
:name: tabel-satu
:header-rows: 1
:stub-columns: 1

* - Segi
  - Isi
* - Kepala
  - Isi sel
:::
"""
TWO = """\
(bab-dua)=
# Bab Kedua

Isi bab kedua. {index}`lagi <single: profesi>` {index}`x <see: okupasi; profesi>` {index}`y <seealso: profesi; izin>`

:::{figure} gambar.svg
:name: gambar-satu
:alt: Sebuah kotak.

Keterangan gambar
:::

{numref}`gambar-satu` dan {numref}`bab-satu`.
"""
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90">
<rect class="box" x="5" y="5" width="350" height="80"/>
</svg>
"""
BOOK = {"index.md": INDEX, "depan.md": FRONT, "satu.md": ONE, "dua.md": TWO, "belakang.md": BACK, "gambar.svg": SVG}


def screen(built) -> Path:
    """The PDF of the screen edition."""
    return next(built.outdir.glob("*-layar.pdf"))


def printed(built) -> Path:
    """The PDF of the print edition."""
    return next(built.outdir.glob("*-cetak.pdf"))


def texts(path: Path) -> list[str]:
    """The text of each page, words at line ends made whole."""
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    return [re.sub(rf"[{SHY}-]\s*\n", "", text).replace("\u00a0", " ") for text in pages]


def text(path: Path) -> str:
    """The text of the PDF, in one line."""
    return " ".join(" ".join(texts(path)).split())
