"""Invented reports of one invented crisis, and what tests need to compare them."""

# ruff: noqa: E501 - one paragraph a line, as pages have them

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from reportedly import config
from reportedly.copies.pairs import compare
from reportedly.language import Encoder, Vectors
from reportedly.records import Article, Copy, Id, Parse
from tests.support import article, parse

ORIGINAL = """Flood waters broke through the eastern levee of Torvik late on Monday, forcing thousands of people out of their homes.
The town of 40,000, which lies on the road between Karsun and the port of Belmar, had been cut off since Saturday.
"We managed to bring out most of the families before the levee gave way," Mayor Irena Dolak told reporters on Tuesday.
Engineers had left a channel north of the town open to give the river a chance to spread and to avoid pressure on the old bridge.
At least 12 people have drowned, and more than 300 houses were destroyed, the regional rescue service said.
The hospital, which had lost its power, was evacuated before she arrived, and it was not damaged.
The wave reached Torvik as rivers were also rising in the hills west of Belmar, according to the weather office and local mayors.
Relief groups have warned that the water is only worsening one of the hardest winters of the past decade."""

REWRITE = """Flood waters breached the eastern dike of Torvik on Monday night, forcing thousands of people to leave their houses.
The city of 40,000, located on the road connecting Karsun and the port of Belmar, was cut off since Saturday.
"We succeeded in taking out the majority of families before the dike collapsed," Mayor Irena Dolak told journalists on Tuesday.
The engineers had left a channel to the north of the city open to give the river a possibility to expand and avoid pressure on the old bridge.
At least 15 people drowned and more than 300 homes were destroyed, said the regional rescue service.
The hospital, which had lost its electricity, was evacuated before he arrived, and he was not damaged.
The wave arrived at Torvik when rivers also rose in the hills west of Belmar, according to the weather office and local mayors.
Relief groups warned that the water only aggravates one of the hardest winters of the last decade."""

SHARER = """Schools in Belmar opened their gyms on Tuesday to people who had to leave the valley.
A teacher, Pavel Orsic, said that he had counted ninety beds by the evening.
The wave reached the town of Torvik as rivers were also rising in the hills west of Belmar, according to the weather office and mayors.
Families arrived in buses that the army had sent from Karsun, with blankets and little else.
"Nobody asks how long we will stay," said one woman who had carried her cat.
The council will meet on Friday to talk about heating."""

QUOTER = """The government in Belmar wants an inquiry into the state of the dams.
Opposition leader Jonas Brandt said the money for repairs had been spent on a stadium.
Asked about the night of the flood, the mayor answered: "We managed to bring out most of the families before the levee gave way."
Parliament votes on the inquiry next week, and the prime minister has promised to testify.
Insurance firms put the loss at 80 million crowns."""

OTHER = """Striking bus drivers in Almeda returned to work on Thursday after a vote.
The union had asked for a raise of six percent, and the company offered four.
Passengers at the central station said they were glad to see the first buses leave on time.
Talks about night shifts go on, union secretary Rosa Velarde said."""


def made(text: str, name: str, published_at: str | None = None, outlet: str | None = None) -> Article:
    return article(text, outlet, published_at, name)


def damaged(text: str, name: str, published_at: str | None = None) -> Article:
    """An article whose text as given keeps its residue after the last sentence that is read."""
    clean = made(text, name, published_at)
    return replace(clean, text=clean.text + "\n%TEMPLATEab12cd34ef56%")


def parses(articles: Sequence[Article]) -> dict[Id, Parse]:
    return {s.key: parse(s.reading) for a in articles for s in a.sentences}


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    return Encoder()


def encode(readings: Sequence[str]) -> Vectors:
    return encoder().encode(readings)


def compared(*articles: Article) -> tuple[Copy, ...]:
    return compare(articles, parses(articles), encode, config.Copies())
