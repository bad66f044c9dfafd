"""One account from many reports."""
