"""Making a publication: the brief of some stories as an editor leaves it, with all that its lines rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.publish.citing import Citations
from reportedly.publish.display import plain, safe_url, shown
from reportedly.publish.edition import Edition, StoryAccount
from reportedly.publish.views import meta_words, story_title
from reportedly.records import BriefLine, Id
from reportedly.records.publications import Footnote, Publication, PublishedLine, PublishedStory


@dataclass(frozen=True, slots=True)
class Edit:
    """What an editor made of a line of the brief: another wording, another section, or nothing of it."""

    text: str | None = None
    section: str | None = None
    left_out: bool = False


UNCHANGED = Edit()
Edits = Mapping[tuple[Id, int], Edit]  # by story and number of the line in its brief, from 0


def publication(
    stories: Sequence[tuple[StoryAccount, str]],
    by: str,
    title: str,
    standfirst: str = "",
    edits: Edits | None = None,
    after: Id | None = None,
) -> Publication:
    """The brief of these stories, each with the mark of its state, ready to be kept.

    Footnotes are numbered in the order of the lines that are left; a quote that several lines rest on has
    one number.
    """
    edits = edits or {}
    left = [(story, mark, list(lines_left(story, edits))) for story, mark in stories]
    citations = Citations(Edition("", tuple(story for story, _ in stories)), timeline=False)
    numbers: dict[int, int] = {}
    footnotes: list[Footnote] = []
    told: list[PublishedStory] = []
    for story, mark, lines in left:
        published = []
        for line, edit in lines:
            own = []
            for citation in citations.of(line):
                if citation.number not in numbers:
                    numbers[citation.number] = len(numbers) + 1
                    footnotes.append(
                        Footnote(
                            numbers[citation.number],
                            citation.span,
                            citation.outlet,
                            plain(citation.article.title or "") or None,
                            safe_url(citation.article.url),
                            citation.published,
                            citation.chain,
                            (citation.origin or "").partition(": ")[2] or None,
                        )
                    )
                own.append(numbers[citation.number])
            published.append(published_line(line, edit, tuple(own)))
        if published:
            told.append(
                PublishedStory(
                    story.dossier.story.id, story_title(story), meta_words(story), mark, tuple(published)
                )
            )
    return Publication(
        "", "", plain(by), plain(title), shown(standfirst), tuple(told), tuple(footnotes), after
    )


def lines_left(story: StoryAccount, edits: Edits) -> list[tuple[BriefLine, Edit]]:
    """The lines of a brief that the editor leaves in, each with what was made of it."""
    found = []
    for number, line in enumerate(story.brief):
        edit = edits.get((story.dossier.story.id, number), UNCHANGED)
        if not edit.left_out:
            found.append((line, edit))
    return found


def published_line(line: BriefLine, edit: Edit, footnotes: tuple[int, ...]) -> PublishedLine:
    text = " ".join((edit.text or line.text).split())
    return PublishedLine(
        section=plain(edit.section or line.section),
        text=shown(text),
        status=line.status,
        origins=line.origins,
        footnotes=footnotes,
        machine=shown(line.text) if text != " ".join(line.text.split()) else None,
    )
