"""What this room notes during a build."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Noted:
    """Names of the parts by caption, the script that stands in every page, the scripts that site.js takes in."""

    parts: dict[str, str] = field(default_factory=dict)
    theme_script: str = ""
    joined_scripts: list[str] = field(default_factory=list)
