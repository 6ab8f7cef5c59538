"""Keep the list of published addresses: every page of the website, and the places on it that others may link to.

``make anchors`` adds what the built site has and the list has not.  Nothing is ever taken out: an address that is gone
stays in the list, and moved.toml says where it is now.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from lxml import html

ROOT = Path(__file__).parent.parent
LIST = ROOT / "tests/book/published_addresses.txt"
# Made by Sphinx or a template from position or order: no one's to link to.
UNSTABLE = re.compile(r"id\d+|index-\d+|use-.*|footnote.*|fn.*|[A-Z]|.*-(?:title|stem|[A-H])")
# A section with a label of its own has the label as its id; what was made of its title follows in an empty span.
HOLDERS = ("section", "span[not(parent::section)]", "dt", "dd", "figure", "table", "fieldset", "div", "li", "p")
PLACES = f"//article//*[{' or '.join(f'self::{holder}' for holder in HOLDERS)}]/@id"
NOT_PUBLISHED = {"404.html", "search.html"}


def published(site: Path) -> set[str]:
    """Give the addresses of the site in the folder ``site``: pages, and stable places on them."""
    found = set()
    for path in site.rglob("*.html"):
        page = path.relative_to(site).as_posix()
        if page in NOT_PUBLISHED or page.startswith("_"):
            continue
        found.add(page)
        root = html.parse(path, html.HTMLParser(encoding="utf-8")).getroot()
        moved = set(root.xpath("//*[@class='moved-place']/@id"))
        places = set(root.xpath(PLACES)) - moved
        found |= {f"{page}#{place}" for place in places if not UNSTABLE.fullmatch(place)}
        if root.xpath("//meta[@http-equiv='refresh']"):
            found.discard(page)
    return found


def read(text: str) -> set[str]:
    """Read the list: a line a page, with the places on it."""
    found = set()
    for line in text.splitlines():
        page, *places = line.split()
        found |= {page, *(f"{page}#{place}" for place in places)}
    return found


def written(addresses: Iterable[str]) -> str:
    """Write the list, sorted; the inverse of :func:`read`."""
    pages: dict[str, list[str]] = {}
    for address in sorted(addresses):
        page, _hash, place = address.partition("#")
        pages.setdefault(page, []).extend([place] if place else [])
    return "".join(" ".join([page, *places]) + "\n" for page, places in sorted(pages.items()))


def main(site: Path) -> None:
    """Add what ``site`` has to the list."""
    known = read(LIST.read_text("utf-8")) if LIST.is_file() else set()
    added = published(site) - known
    LIST.write_text(written(known | added), "utf-8")
    print(f"{LIST.relative_to(ROOT)}: {len(added)} added, {len(known | added)} in all")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
