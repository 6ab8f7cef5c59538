"""Pictures that wait until they are near the screen, with their size, so that nothing jumps when they come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from bookpress.core.pictures.files import size
from bookpress.core.site import SITE_BUILDERS


class PreparePictures(SphinxPostTransform):
    """Give each picture of the source its size, and let it wait."""

    default_priority = 900
    builders = SITE_BUILDERS

    def run(self, **kwargs: Any) -> None:
        """Change the document."""
        for image in self.document.findall(nodes.image):
            image["loading"] = "lazy"
            path = Path(self.env.srcdir, image["uri"])
            if "width" in image or "height" in image or "scale" in image or not path.is_file():
                continue
            if found := size(path):
                image["width"], image["height"] = map(str, found)


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(PreparePictures)
