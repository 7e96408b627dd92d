"""How an article is named: first author, venue, year; shared by the readers of PubMed and JATS files."""

import re
from collections.abc import Sequence

_YEAR = re.compile(r"(?:18|19|20)\d\d")
_GIVEN = re.compile(r"[^\s.\-‐]+")
_RETRACTED = re.compile(r"\W*(?:retracted|withdrawn)(?: article)?\s*[:\]]", re.IGNORECASE)


def by_line(names: Sequence[str]) -> str:
    """``Lamarca A`` for one author, ``Lamarca A, et al.`` for more, empty for none."""
    return f"{names[0]}, et al." if len(names) > 1 else "".join(names[:1])


def initials(given: str) -> str:
    """``Jean-Philippe`` gives ``JP``, ``Olin K.`` gives ``OK``; short capitals stand as they are."""
    compact = given.replace(".", "").replace(" ", "")
    if compact.isupper() and compact.isalpha() and len(compact) <= 3:
        return compact
    return "".join(part[0].upper() for part in _GIVEN.findall(given))


def venue(journal: str, year: int | None, volume: str, pages: str) -> str:
    """``N Engl J Med 2018;378:1865-1876``; what is not known is left out."""
    place = f"{volume}:{pages}" if volume and pages else volume or pages
    named = f"{journal} {year or ''}".strip()
    return f"{named};{place}" if named and place else named or place


def year_in(text: str | None) -> int | None:
    """The first year in a date as journals write it: ``2018``, ``2018 Nov-Dec``, ``20120918``."""
    found = _YEAR.search(text or "")
    return int(found[0]) if found else None


def without_stop(title: str) -> str:
    """A title without the full stop that PubMed adds."""
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def says_retracted(title: str) -> bool:
    """Whether the title itself says that the article was retracted: ``RETRACTED ARTICLE: …``."""
    return _RETRACTED.match(title) is not None
