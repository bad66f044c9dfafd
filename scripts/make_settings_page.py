"""Writes docs/settings.md from the settings themselves. Run by `make docs`; a test checks the page."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from reportedly.config import Settings

PAGE = Path(__file__).resolve().parents[1] / "docs" / "settings.md"


def page() -> str:
    """The page as text."""
    parts = [
        "# Settings",
        "",
        "All optional. Write those you want to change into a TOML file, one table a section, and name it",
        "with `reportedly run --settings FILE`. A setting that is unknown or has the wrong type is an error",
        "that names it.",
        "",
        "Your own outlets are no setting; they are kept in the database: [outlets.md](outlets.md).",
        "",
    ]
    for section in fields(Settings):
        kind = type(getattr(Settings(), section.name))
        parts += [f"## [{section.name}]", "", (kind.__doc__ or "").strip(), ""]
        parts += ["| setting | default | unit | meaning |", "| --- | --- | --- | --- |"]
        for item in fields(kind):
            default = getattr(getattr(Settings(), section.name), item.name)
            shown = f'"{default}"' if isinstance(default, str) else f"{default}"
            about = item.metadata
            parts.append(f"| `{item.name}` | `{shown}` | {about.get('unit', '')} | {about.get('help', '')} |")
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
