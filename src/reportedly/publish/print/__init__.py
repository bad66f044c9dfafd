"""A publication on paper and screens: HTML, Markdown, DOCX and PDF, with the same footnotes in each."""

from __future__ import annotations

from collections.abc import Callable

from reportedly.publish.print import docx, html, markdown, pdf
from reportedly.records.publications import Publication

# By the ending of a file: its media type, and what makes its bytes.
FORMATS: dict[str, tuple[str, Callable[[Publication], bytes]]] = {
    "html": ("text/html; charset=utf-8", html.made),
    "md": ("text/markdown; charset=utf-8", markdown.made),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.made),
    "pdf": ("application/pdf", pdf.made),
}

__all__ = ["FORMATS"]
