"""One account from many reports."""

__version__ = "0.1.0"
