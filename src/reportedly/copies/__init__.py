"""Who took which sentence from whom."""

from reportedly.copies.pairs import compare

__all__ = ["compare"]
