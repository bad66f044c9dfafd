"""The account as a folder of pages that any web server can hand out, and that opens from a disk without one.

    index.html, stories-2.html, ...   what was published, then the stories that most origins tell first
    stories/<id>.html                 a page a story; of articles their links and the quotes, never the text
    publications/<id>.html            what was published, as it was published
    data/                             the exports in the formats of others, and the feed of changes
    manifest.json                     what the folder was made from, and each of its files by its SHA-256

No page runs a script or loads anything. The same database gives the same bytes.
"""

from __future__ import annotations

from reportedly.publish.site.making import Choice, write

__all__ = ["Choice", "write"]
