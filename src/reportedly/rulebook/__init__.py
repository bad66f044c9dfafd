"""Rule files tried before they are used: checked, run on their own examples, timed, compared on a store.

`files` says which files there are, `sense` what their words must mean beyond their schema, `examples`
reads the examples that they carry, `trial` does so in a process of its own, `change` compares.
"""
