"""The pages, one module each: what is read for it and the addresses that lead to it."""
