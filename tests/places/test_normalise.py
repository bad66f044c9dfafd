"""Spellings of one name meet in one key or skeleton; different names do not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.places.normalise import key, skeletons

NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z", "M")), max_size=40)
LATIN = st.text("abdefhiklmnoqrstuwyzABDKQSTZ -'", min_size=1, max_size=25)


@settings(max_examples=150)
@given(NAMES)
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)


@settings(max_examples=100)
@given(LATIN)
def test_case_and_diacritics_do_not_matter(name: str) -> None:
    accented = unicodedata.normalize("NFC", "".join(c + "\u0304" if c in "aiou" else c for c in name))
    assert key(name.upper()) == key(name.lower()) == key(accented)
    assert skeletons(name.upper()) == skeletons(name.lower())


@settings(max_examples=100)
@given(LATIN)
def test_the_skeleton_of_a_key_is_that_of_the_name(name: str) -> None:
    assert skeletons(key(name)) == skeletons(name)


@pytest.mark.parametrize(
    "spellings",
    [
        ["Deir ez-Zor", "Dayr az Zawr", "Deir al-Zour", "Deir Ezzor"],
        ["Jisr ash-Shughur", "Jisr al-Shughour", "Jisr Ash Shughūr"],
        ["Qamishli", "Kamishli", "Al Qāmishlī", "al-Qamishly"],
        ["Tal Abyad", "Tell Abiad", "Tall Abyaḑ"],
        ["Hodeidah", "Al Hudaydah", "Hudaida"],
        ["Hasakah", "Al-Hasakeh", "Hassaka"],
        ["Salah al-Din", "Salahuddin", "Salaheddine", "Salah ad Din"],
        ["Qalat al-Madiq", "Kalaat el-Madik", "Qal'at al Maḑīq"],
    ],
)
def test_romanisations_of_a_name_share_a_skeleton(spellings: list[str]) -> None:
    bones = [set(skeletons(name)) for name in spellings]
    assert set.intersection(*bones)


def test_a_doubtful_letter_gives_both_readings() -> None:
    assert set(skeletons("Abu al-Dhuhur")) == set(skeletons("Abu ad-Duhur")) | set(skeletons("Abu az-Zuhur"))


@pytest.mark.parametrize(
    ("one", "other"), [("St. Louis", "Saint Louis"), ("U.S.A.", "USA"), ("Ra's Lanuf", "Ras Lanuf")]
)
def test_near_spellings_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("Basra", "Busra"), ("Kirkuk", "Karak"), ("Tartus", "Tarsus")])
def test_different_towns_stay_apart(one: str, other: str) -> None:
    assert not set(skeletons(one)) & set(skeletons(other)) or not skeletons(one)


def test_short_and_foreign_names_have_no_skeleton() -> None:
    assert skeletons("Homs") == ()
    assert skeletons("Дамаск") == ()


@pytest.mark.parametrize(
    "spellings",
    [
        ["İstanbul", "ISTANBUL", "istanbul"],
        ["Diyarbakır", "Diyarbakir"],
        ["Şanlıurfa", "Sanliurfa"],
        ["Харків", "харків", "ХАРКІВ"],
        ["Семёновка", "Семеновка"],
        ["إدلب", "ادلب", "إِدْلِب"],
        ["معرّة النعمان", "معرة النعمان"],
    ],
)
def test_forms_of_a_name_in_its_own_script_share_a_key(spellings: list[str]) -> None:
    assert len({key(name) for name in spellings}) == 1


SCRIPTS = st.text(
    st.sampled_from("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя ابتثجحخدذرزسشصضطظعغفقكلمنهوي çğıöşüİ-'"), max_size=25
)


@settings(max_examples=100)
@given(SCRIPTS)
def test_keys_of_other_scripts_are_stable_and_ignore_composition(name: str) -> None:
    assert key(key(name)) == key(name)
    assert key(unicodedata.normalize("NFD", name)) == key(unicodedata.normalize("NFC", name))
