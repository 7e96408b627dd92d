"""Name form: how a name is written in letters: words, initials and particles, in the scripts that have capitals."""

import re

from chains.name_words import CAPITALS

_REST = r"[\w'’-]"
_JOINED = r"(?:(?:[Aa][lnrsdzt]|[Aa]sh|[Ee]l|[Uu]l|[DdLl]|[Dd]ell|[Oo])['’-])?"
"""What is written as one with the name behind it: al-Mutairi, az-Zahra, d'Angelo, dell'Acqua."""
WORD = rf"{_JOINED}[{CAPITALS}]{_REST}{{1,24}}"
ANY_WORD = rf"[^\W\d_]{_REST}{{1,24}}"
INITIAL = rf"[{CAPITALS}]\.(?:[ -]?[{CAPITALS}]\.){{0,2}}"
PARTICLE = (
    r"(?:von|van|vom|'t|’t|de|der|den|het|del|della|degli|dei|da|do|dos|das|di|la|las|los|le|ten|ter|te|bin|bint|binti|ibn|"
    r"ben|ould|abu|um|al|el|as|zu|zum|zur|af|av|ap|y|e|i|Ó|Ní|O'|Von|Van|De|Der|Den|Del|Della|Da|Dos|Di|La|Le|El|Al|Zu)"
)
LETTERS = rf"{_JOINED}[{CAPITALS}](?:[^\W\d_]|['’-]){{1,24}}(?![\w])"
RUN = re.compile(
    rf"(?<![\w@/.\]-])(?:(?:van|von|de|der|den|del|della|di|da|la|le|el|al|ter|ten|'t) ){{0,3}}{LETTERS}"
    rf"(?:(?:, ?| )(?:(?:{PARTICLE} ){{0,3}}{LETTERS}|{INITIAL}(?: (?:{PARTICLE} ){{0,3}}{LETTERS})?)){{0,5}}"
)
"""One to six words with capitals, particles and initials between them."""


def words_of(text: str) -> list[str]:
    """The words of a name as it is written, without particles and initials."""
    return re.findall(WORD, text)


def tail_of(word: str) -> int:
    """How many characters at the end of a word are not the name: a genitive, the point of a single initial."""
    return 2 if word.endswith(("'s", "’s")) else 1 if len(word) == 2 and word.endswith(".") else 0
