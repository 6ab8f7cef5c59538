"""Pictures that wait until they are near the screen, with their size, so that nothing jumps when they come."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.images import get_image_size

from bookpress.core.site import SITE_BUILDERS

VIEWBOX = re.compile(r'<svg\b[^>]*\bviewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*"')


def size_of(path: Path) -> tuple[int, int] | None:
    """Give width and height of a picture in pixels: of an SVG those of its ``viewBox``; None when it tells nothing."""
    if path.suffix != ".svg":
        return get_image_size(path)
    found = VIEWBOX.search(path.read_text("utf-8"))
    return found and (round(float(found[1])), round(float(found[2])))


class PreparePictures(SphinxPostTransform):
    """Give each picture of the source its size, and let it wait."""

    default_priority = 900
    builders = SITE_BUILDERS

    def run(self, **kwargs) -> None:
        """Change the document."""
        for image in self.document.findall(nodes.image):
            image["loading"] = "lazy"
            path = Path(self.env.srcdir, image["uri"])
            if "width" in image or "height" in image or "scale" in image or not path.is_file():
                continue
            if size := size_of(path):
                image["width"], image["height"] = map(str, size)


def setup(app):
    """Add the transform."""
    app.add_post_transform(PreparePictures)
