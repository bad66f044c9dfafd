"""Speed, as ratios within one run: the whole program against spaCy alone on the same text.

`make speed` writes docs/speed.md. The corpus is generated (seeded, its sentences ours) unless
`REPORTEDLY_BENCH` names development sets to read 400 articles from.
"""
