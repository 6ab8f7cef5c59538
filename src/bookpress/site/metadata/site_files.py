"""Files of the site as a whole: ``sitemap.xml``, ``robots.txt``, the web manifest, icons, the picture for sharing."""

from __future__ import annotations

import io
import json
from pathlib import Path

from lxml import etree
from PIL import Image
from sphinx.application import Sphinx

from bookpress.core import cover
from bookpress.core.edition import Edition
from bookpress.core.files import write_all
from bookpress.core.pictures import raster
from bookpress.core.site import is_site

from .structured_data import address

MANIFEST = "site.webmanifest"
PICTURE = "_static/sharing.png"
PICTURE_SIZE = (1200, 630)  # what social media ask for
ICON = "_static/favicon.svg"
ICON_SIZES = (180, 192, 512)  # Apple's, Android's, its splash screen's
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def icon(size: int) -> str:
    """Name the icon of ``size`` pixels."""
    return f"_static/icon-{size}.png"


def picture(edition: Edition) -> bytes:
    """Draw the picture that a shared link shows, as PNG: the cover on a quiet ground."""
    _name, drawn = cover.picture(edition)
    front = Image.open(io.BytesIO(drawn)).convert("RGB")
    width, height = PICTURE_SIZE
    margin = 35
    front.thumbnail((width - 2 * margin, height - 2 * margin), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", PICTURE_SIZE, edition.design.light.quiet)
    ground.paste(front, ((width - front.width) // 2, (height - front.height) // 2))
    return raster.saved(ground.quantize(128, dither=Image.Dither.NONE))


def sitemap(app: Sphinx) -> bytes:
    """List every document, after the protocol of sitemaps.org."""
    # None names the default namespace, which the stubs of lxml lack
    root = etree.Element(f"{{{SITEMAPS}}}urlset", nsmap={None: SITEMAPS})  # type: ignore[dict-item]
    for docname in sorted(app.env.found_docs):
        page = etree.SubElement(root, f"{{{SITEMAPS}}}url")
        etree.SubElement(page, f"{{{SITEMAPS}}}loc").text = address(app, docname)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def manifest(edition: Edition, language: str, has_icon: bool) -> bytes:
    """Give the web manifest, for readers who put the book on the first screen of their phone."""
    book, palette = edition.book, edition.design.light
    icons = [{"src": ICON, "sizes": "any", "type": "image/svg+xml"}] if has_icon else []
    for size in ICON_SIZES if has_icon else ():
        icons.append({"src": icon(size), "sizes": f"{size}x{size}", "type": "image/png"})
    content = {
        "name": book.title,
        "short_name": book.title,
        "description": " ".join(book.description.split()),
        "lang": language,
        "start_url": ".",
        "display": "minimal-ui",
        "background_color": palette.paper,
        "theme_color": palette.paper,
        "icons": icons,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write the files; those that need whole addresses only when the site has one."""
    if exception or not is_site(app):
        return
    out, edition = Path(app.outdir), app.config.edition
    has_icon = (out / ICON).is_file()  # the theme's affair
    files = {MANIFEST: manifest(edition, app.config.language, has_icon)}
    for size in ICON_SIZES if has_icon else ():
        drawing = (out / ICON).read_text("utf-8")
        files[icon(size)] = raster.square(drawing, size)
    robots = "User-agent: *\nAllow: /\n"
    if app.config.html_baseurl:
        files["sitemap.xml"] = sitemap(app)
        files[PICTURE] = picture(edition)
        robots += f"Sitemap: {address(app, app.config.root_doc)}sitemap.xml\n"
    files["robots.txt"] = robots.encode()
    write_all({out / name: content for name, content in files.items()})
