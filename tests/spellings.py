"""Spellings of names as a search meets them: pairs of one name, pairs of different names.

The groups that the fold is tested with, as pairs, and more of both sorts. Bare names only.
"""

from itertools import combinations

from tests.test_names import (
    COMMON_NAMES_APART,
    COMMON_NAMES_MEET,
    REQUIRED_APART,
    REQUIRED_TO_MEET,
)

_GROUPS = [tuple(group) for group in REQUIRED_TO_MEET + COMMON_NAMES_MEET]
_IN_OTHER_CASE = [
    ("Boqaev", "БОКАЕВ"),
    ("Boqaev", "бокаев"),
    ("Bilash", "БІЛАШ"),
    ("Atajurt", "АТАЖҰРТ"),
    ("Atajurt", "атажұрт"),
    ("Shyngys", "ШЫҢҒЫС"),
    ("Halyk", "ХАЛЫҚ"),
    ("Otkir", "OʻTKIR"),
]
# A hyphen inside a name is left out as often as it is set.
_JOINED = [("Al-Nuri", "Alnuri"), ("Nur-Aqmet", "NURAKMET")]

SAME = [pair for group in _GROUPS for pair in combinations(group, 2)] + _IN_OTHER_CASE + _JOINED

_MORE_APART = [
    ("Bolat", "Bulat"),
    ("Dias", "Dinas"),
    ("Aigerim", "Aigul"),
    ("Жанар", "Жанат"),
    ("Нұржан", "Нұржау"),
    ("Saken", "Saben"),
    ("Talgat", "Tolgat"),
    ("Marina", "Karina"),
    ("Ермек", "Ерлан"),
    ("Rauan", "Rauza"),
    ("Kanat", "Samat"),
    ("Mukhtar", "Mukhit"),
    ("Orynbai", "Orynbek"),
    ("Sholpan", "Sholban"),
    ("Zhenis", "Zhanis"),
    ("Ilan Orvel", "Ilan Tarsk"),
]
APART = [tuple(pair) for pair in REQUIRED_APART + COMMON_NAMES_APART] + _MORE_APART
