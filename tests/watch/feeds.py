"""Invented feeds and pages."""

from __future__ import annotations

from html import escape


def rss(*items: tuple[str, str, str], title: str = "Example Wire") -> bytes:
    """A feed of items: link, title, text."""
    rows = "".join(
        f"<item><title>{escape(name)}</title>"
        + (f"<link>{escape(link)}</link>" if link else "")
        + f"<pubDate>Wed, 09 Apr 2031 08:00:00 GMT</pubDate><description>{escape(text)}</description></item>"
        for link, name, text in items
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{rows}</channel></rss>'.encode()


def page(text: str, title: str = "Example") -> bytes:
    """A page with an article."""
    return (
        f"<!doctype html><html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    ).encode()
