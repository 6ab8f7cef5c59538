"""A small book for tests of the EPUB, with the name of the file that the book's own settings give it."""

from __future__ import annotations

PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90">
<rect class="box" width="340" height="70"/>
</svg>"""
CHAPTER = """
(bab-satu)=
# Bekerja Bersama

:::{opening}
Pukul enam pagi.
:::

:::{objectives}
tp-satu
: Membedakan kategori dan kelompok.
:::

(satu-awal)=
## Awal Mula

Sebuah {term}`kelompok primer` menurut {cite:t}`a`.[^sisipan]
Kata [*primary group*]{.language-en} lama.
{index}`Ikatan <single: Ikatan Dokter>` dan {index}`singkatan <see: ID; Ikatan Dokter>`,
{index}`serikat <seealso: Ikatan Dokter; serikat>`, {index}`serikat <single: serikat>`.
{numref}`gambar-satu` dan {numref}`tabel-satu` di {numref}`bab-dua`.

[^sisipan]: Sebuah sisipan.

:::{figure} gambar.svg
:name: gambar-satu
:alt: Sebuah kotak.

Kotak & isinya
:::

:::{list-table} Empat lajur
:name: tabel-satu
:header-rows: 1
:stub-columns: 1

* - Segi
  - A
  - B
  - C
* - Hubungan
  - satu
  - dua
  - tiga
:::

:::{box} Sebuah Kasus
:kind: kasus

Isi kotak.
:::

## Soal

:::{question} soal-satu
:objective: tp-satu
:level: menerapkan

Yang mana?

- [ ] Ini
  > Bukan.
- [x] Itu
  > Ya.
- [ ] Anu
  > Bukan.
- [ ] Lain
  > Bukan.
:::
"""
FILES = {
    "index.md": """# Buku

:::{toctree}
prakata
:::

:::{toctree}
:caption: Memahami
:numbered: 2

satu
:::

:::{toctree}
:caption: Praktik
:numbered: 2

dua
:::

:::{toctree}
:caption: Lampiran

kunci
glosarium
pustaka
genindex
:::
""",
    "prakata.md": "---\nepub-type: preface\n---\n# Prakata\n\nSelamat membaca.\n",
    "satu.md": CHAPTER,
    "dua.md": """(bab-dua)=
# Bab Lain

{index}`Ikatan <single: Ikatan Dokter>` lagi.

## Subbab

Isi.
""",
    "kunci.md": "# Kunci Jawaban\n\n:::{answer-key}\n:::\n",
    "glosarium.md": """# Glosarium

:::{glossary}
kelompok primer
    [*primary group*]{.language-en}. Kelompok kecil.
:::
""",
    "pustaka.md": "# Daftar Pustaka\n\n```{bibliography}\n```\n",
    "gambar.svg": PICTURE,
    "references.bib": "@article{a, author={Goode, W.}, title={Community}, journal={ASR}, year={1957}}\n",
}
EPUB = "kelompok-okupasional.epub"
