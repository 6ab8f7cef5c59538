"""A Content-Security-Policy for a website that has everything it needs on its own host.

Each page names the policy in a ``meta`` element, so that it holds on any host; ``_headers`` in the output gives the
same to hosts that read such a file, with what a ``meta`` element may not say.  A theme that writes scripts into the
page gives them to its template as ``inline_scripts``; they are allowed by their hash, any other script is not.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import escape
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress.core import files
from bookpress.core.site import Context, Finish, is_site, notes


class Policy:
    """The policy of the page that was written last, which is that of all."""

    def __init__(self) -> None:
        self.says = ""


HEADERS = """\
/*
  Content-Security-Policy: {policy}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
  Cross-Origin-Opener-Policy: same-origin
"""


def policy(inline_scripts: Iterable[str] = ()) -> str:
    """Give the policy (CSP level 3) that allows this host's files and ``inline_scripts``, and nothing else.

    Style attributes are allowed, for the widths of columns in tables; style elements are not.
    """
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src", "'self'", *map(_hash, inline_scripts))),
            "style-src 'self'",
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "media-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'self'",
        )
    )


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _add_policy(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if not is_site(app):
        return
    says = notes(app, Policy).says = policy(context.get("inline_scripts", ()))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(says)}" />'
    context["metatags"] = meta + context.get("metatags", "")


def _write_headers(app: Sphinx, exception: Exception | None) -> None:
    says = notes(app, Policy).says
    if exception or not says:  # no page was written
        return
    files.write(Path(app.outdir, "_headers"), HEADERS.format(policy=says))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the policy when everything else of a page is known, and write the headers when the last page is there."""
    app.connect("html-page-context", _add_policy, priority=Context.POLICY)
    app.connect("build-finished", _write_headers, priority=Finish.HEADERS)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
