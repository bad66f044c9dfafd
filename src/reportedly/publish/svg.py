"""SVG elements as escaped markup. Sizes that must not scale with the page are given in pixels, the rest
in per cent, so that one drawing serves a phone and a desk."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from reportedly.publish.display import plain

Attribute = str | float | None


def number(value: float) -> str:
    """At most one decimal, no trailing or negative zero."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def percent(value: float) -> str:
    return f"{value:.2f}%"


def node(name: str, *children: str | Markup, **attributes: Attribute) -> Markup:
    """An element. Attributes that are None are left out; `class_` and `stroke_width` read as they should."""
    # Put together as plain text of escaped parts: a page has a thousand of these.
    parts = ["<", name]
    for key, value in attributes.items():
        if value is not None:
            shown = escape(value) if isinstance(value, str) else number(value)
            parts += (" ", _attribute(key), '="', shown, '"')
    parts.append(">")
    parts += map(escape, children)
    parts += ("</", name, ">")
    return Markup("".join(parts))  # noqa: S704 - escaped above


@lru_cache(maxsize=256)
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def words(text: str, x: Attribute, y: float, class_: str | None = None, anchor: str | None = None) -> Markup:
    """A text on one line, its direction isolated from what is beside it."""
    return node("text", plain(text), x=x, y=y, class_=class_, text_anchor=anchor)


def title(text: str) -> Markup:
    return node("title", plain(text))


def path_of(points: list[tuple[float, float]], closed: bool = False) -> str:
    """The `d` of straight lines through points."""
    steps = [f"{number(x)} {number(y)}" for x, y in points]
    return "M" + "L".join(steps) + ("Z" if closed else "") if steps else ""


# Signs of states, each its own outline: lines of (class, d) in a box of 14 by 14.
SIGNS = {
    "filled": [("solid", "M2 7a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z")],
    "ring": [("line", "M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0Z")],
    "half": [("line", "M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0Z"), ("solid", "M7 2.5a4.5 4.5 0 0 0 0 9Z")],
    "unequal": [("line", "M2 5h10M2 9h10M9.5 1.5l-5 11")],
    "arrow": [("line", "M1.5 7h10M8 3l4 4l-4 4")],
}


@lru_cache(maxsize=16)
def sign(name: str) -> Markup:
    """A small sign beside a word that says the same."""
    parts = (node("path", d=d, class_=class_) for class_, d in SIGNS[name])
    return node("svg", *parts, class_="sign", viewBox="0 0 14 14", aria_hidden="true")


def symbol(shape: str, x: float, y: float, size: float, class_: str) -> Markup:
    """A mark of about `size` pixels around a point, told apart by its outline alone."""
    s = size / 2
    if shape == "circle":
        return node("circle", cx=x, cy=y, r=s, class_=class_)
    if shape == "ring":
        return node("circle", cx=x, cy=y, r=s * 0.8, class_=f"{class_} hollow")
    corners = {
        "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        "triangle": [(0, -1.15), (1.1, 0.85), (-1.1, 0.85)],
        "diamond": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)],
        "flag": [(-0.9, -1.1), (1.1, -0.45), (-0.5, 0.2), (-0.5, 1.2), (-0.9, 1.2)],
        "cross": [
            (-1.1, -0.6), (-0.6, -1.1), (0, -0.5), (0.6, -1.1), (1.1, -0.6), (0.5, 0),
            (1.1, 0.6), (0.6, 1.1), (0, 0.5), (-0.6, 1.1), (-1.1, 0.6), (-0.5, 0),
        ],
    }[shape]  # fmt: skip
    return node("path", d=path_of([(x + a * s, y + b * s) for a, b in corners], closed=True), class_=class_)
