"""Invented names of people and places, spelled in several scripts from one table of syllables."""

from random import Random
from typing import NamedTuple

from cases.vocabulary import Script

# latin, cyrillic, arabic, georgian, armenian. No syllable pair makes a name that we know of.
_SYLLABLES = (
    ("zor", "зор", "زور", "ზორ", "զոր"), ("vel", "вел", "فيل", "ველ", "վել"),
    ("tam", "там", "تام", "თამ", "թամ"), ("lun", "лун", "لون", "ლუნ", "լուն"),
    ("kes", "кес", "كيس", "კეს", "կես"), ("dra", "дра", "درا", "დრა", "դրա"),
    ("mio", "мио", "ميو", "მიო", "միո"), ("pel", "пел", "بيل", "პელ", "պել"),
    ("rhu", "рху", "رهو", "რჰუ", "րհու"), ("sed", "сед", "سيد", "სედ", "սեդ"),
    ("bax", "бакс", "باكس", "ბაქს", "բաքս"), ("gol", "гол", "غول", "გოლ", "գոլ"),
    ("nye", "нье", "نيي", "ნიე", "նյե"), ("vor", "вор", "فور", "ვორ", "վոր"),
    ("til", "тил", "تيل", "თილ", "թիլ"), ("ash", "аш", "اش", "აშ", "աշ"),
    ("fen", "фен", "فين", "ფენ", "ֆեն"), ("jul", "жул", "جول", "ჯულ", "ջուլ"),
    ("hab", "хаб", "هاب", "ჰაბ", "հաբ"), ("ket", "кет", "كيت", "კეტ", "կետ"),
    ("ora", "ора", "اورا", "ორა", "օրա"), ("ine", "ине", "ايني", "ინე", "ինե"),
    ("sul", "сул", "سول", "სულ", "սուլ"), ("mar", "мар", "مار", "მარ", "մար"),
    ("dol", "дол", "دول", "დოლ", "դոլ"), ("yen", "ен", "ين", "იენ", "յեն"),
    ("rok", "рок", "روك", "როკ", "րոկ"), ("lia", "лиа", "ليا", "ლია", "լիա"),
    ("tov", "тов", "توف", "თოვ", "թով"), ("bir", "бир", "بير", "ბირ", "բիր"),
)  # fmt: skip
_ENDINGS = (
    ("in", "ин", "ين", "ინ", "ին"), ("ova", "ова", "وفا", "ოვა", "ովա"),
    ("ek", "ек", "يك", "ეკ", "եկ"), ("ani", "ани", "اني", "ანი", "անի"),
    ("uz", "уз", "وز", "უზ", "ուզ"), ("el", "ел", "يل", "ელ", "ել"),
    ("", "", "", "", ""), ("adze", "адзе", "ادزي", "აძე", "աձե"),
)  # fmt: skip
SCRIPTS = (Script.LATIN, Script.CYRILLIC, Script.ARABIC, Script.GEORGIAN, Script.ARMENIAN)
# How sharply common syllables are commoner than rare ones: some names are borne by thousands.
_SKEW = 1.7


class Name(NamedTuple):
    """A given and a family name as parts, to be spelled in any of the scripts."""

    given: tuple[tuple[str, ...], ...]
    family: tuple[tuple[str, ...], ...]

    def spelled(self, script: Script) -> str:
        """The full name, the given name first."""
        column = SCRIPTS.index(script)
        given, family = (
            "".join(syllable[column] for syllable in part) for part in (self.given, self.family)
        )
        return f"{given.capitalize()} {family.capitalize()}"


def draw_name(draw: Random) -> Name:
    """A person's name; common ones come again and again, as among people."""
    given = (_syllable(draw), _syllable(draw))
    family = [_syllable(draw) for _n in range(draw.choice((2, 2, 3)))]
    return Name(given, (*family, draw.choice(_ENDINGS)))


def draw_word(draw: Random) -> str:
    """A name in Latin letters for a place, an organisation or a publisher."""
    return "".join(draw.choice(_SYLLABLES)[0] for _n in range(draw.choice((2, 3)))).capitalize()


def _syllable(draw: Random) -> tuple[str, ...]:
    return _SYLLABLES[int(len(_SYLLABLES) * draw.random() ** _SKEW)]
