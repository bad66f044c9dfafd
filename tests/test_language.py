"""The models: pinned, and the same for a sentence wherever it stands."""

from __future__ import annotations

import numpy as np
import pytest

from reportedly.config import Language
from reportedly.errors import ModelError
from reportedly.language import Encoder, Parser, check_weights, parser_version
from tests.support import parser


def test_weights_that_are_not_the_pinned_ones_are_refused() -> None:
    with pytest.raises(ModelError, match="not the ones this version was made with"):
        Parser(Language(weights="0" * 64))


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelError, match="no_such_model is not installed"):
        check_weights("no_such_model", "0" * 64)


def test_a_sentence_parses_the_same_among_others_and_alone() -> None:
    readings = ["Rain fell on the camp.", "The mayor left.", "Forty tents were lost in the flood on Monday."]
    assert parser().parse(readings) == [parser().parse([reading])[0] for reading in readings]


def test_another_model_or_weights_is_another_version() -> None:
    versions = {parser_version(s) for s in (Language(), Language(model="x"), Language(weights="1" * 64))}
    assert len(versions) == 3


def test_vectors_have_unit_length_and_paraphrases_are_near() -> None:
    vectors = Encoder().encode(
        ["Soldiers entered the village.", "Troops went into the village.", "Prices of bread rose."]
    )
    assert vectors.shape == (3, 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
