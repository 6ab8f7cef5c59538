"""Sphinx's own LaTeX route, made to set the same text as well as it can, so that the comparison is fair.

It gets the extensions that the text needs, the typefaces, page and margins of the print edition, and the figures as
pictures of dots, since LaTeX reads no SVG (turning them is not measured).  One PDF comes out, without tags, cover,
printed addresses or a page number in most references; the PDF builder makes two with all of these.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from bookpress.core import edition as editions
from bookpress.core.pictures import painting
from bookpress.epub.kindle import raster

ROOT = Path(__file__).parents[2]

SETTINGS = r"""

# What LaTeX gets, for tools/bench.
extensions = {extensions}
latex_engine = "xelatex"
latex_use_xindy = False
latex_documents = [(root_doc, "book.tex", project, author, "manual")]
latex_elements = {{"fncychap": "", "figure_align": "htbp", "papersize": ""}}


def _latex_look():
    from bookpress.core.edition.typefaces import font_file

    def font(command, family):
        packages = edition.design.typeface.packages
        styles = {{"Upright": "Regular", "Bold": "Semibold", "Italic": "Italic", "BoldItalic": "Semibold Italic"}}
        files = {{name: font_file(packages, family, style) for name, style in styles.items()}}
        named = ",".join(f"{{name}}Font={{path.stem}}" for name, path in files.items())
        upright = files["Upright"]
        place = f"Path={{upright.parent.as_posix()}}/,Extension={{upright.suffix}}"
        return f"\\{{command}}{{{{{{upright.stem}}}}}}[{{place}},{{named}}]\n"

    page, typeface = edition.print, edition.design.typeface
    lengths = {{
        "paperwidth": page.trim_width, "paperheight": page.trim_height, "inner": page.margin_inside,
        "outer": page.margin_outside, "top": page.margin_top, "bottom": page.margin_bottom,
    }}
    named = ",".join(f"{{name}}={{length}}mm" for name, length in lengths.items())
    latex_elements["geometry"] = rf"\usepackage[{{named}}]{{{{geometry}}}}"
    latex_elements["fontpkg"] = font("setmainfont", typeface.serif) + font("setsansfont", typeface.sans)


_latex_look()
"""


def prepare(source: Path, folder: Path, extensions: tuple[str, ...]) -> None:
    """Copy the book ``source`` into ``folder`` in the form that LaTeX needs; ``extensions`` are what its text needs."""
    shutil.copytree(source, folder, symlinks=True)
    pictures = folder / "chapters" / "figures"
    drawings = pictures.resolve()
    design = editions.load(ROOT / "editions" / "default.toml").design
    pictures.unlink()
    pictures.mkdir()
    texts = {path: path.read_text("utf-8") for path in (folder / "chapters").glob("*.md")}
    for drawing in sorted(drawings.glob("*.svg")):
        if any(drawing.name in text for text in texts.values()):
            painted = painting.paint(drawing.read_text("utf-8"), design, "print", drawing.name)
            (pictures / drawing.with_suffix(".png").name).write_bytes(raster(painted.encode(), design))
    for path, text in texts.items():
        path.write_text(text.replace(".svg", ".png"), "utf-8")
    with (folder / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS.format(extensions=list(extensions)))
