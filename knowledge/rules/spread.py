"""Spread: where a tumour has gone, as far as the case says, and the M categories that this leaves open."""

from knowledge.case import CaseDetails, Value

REGIONAL = frozenset({"lymph_node_regional"})
SEEN_BY_RECEPTOR = {"liver": "liver", "bone": "bone", "peritoneum": "peritoneum"}
"""Imaging locations outside the primary that stand for one site of distant spread."""
EXTRA_ABDOMINAL = frozenset({"bone", "lung", "brain"})
M1 = ("M1", "M1a", "M1b", "M1c")


class Spread(Value):
    """Sites of spread by how sure they are, with the M category as written."""

    present: frozenset[str]
    possible: frozenset[str]
    absent: frozenset[str]
    on_receptor_imaging: frozenset[str]
    """Sites counted as present because a definite lesion took up the tracer there."""
    extra_abdominal: bool | None = None
    """Metastases outside the abdomen: ``True`` for a site there or where the case says so, ``False`` denied."""
    stated_m: str | None
    """``M0``, ``M1``, ``M1a``, ``M1b``, ``M1c`` or ``None``; ``MX`` is ``None``."""

    @classmethod
    def of(cls, case: CaseDetails, definite_from: int) -> "Spread":
        """Read the spread of a case; a definite lesion of at least ``definite_from`` (Krenning) counts as present."""
        by_status: dict[str, set[str]] = {"present": set(), "possible": set(), "absent": set()}
        for metastasis in case.metastases:
            by_status[metastasis.status].add(metastasis.site)
        named = set().union(*by_status.values())
        seen = set()
        for lesion in case.receptor_imaging:
            site = SEEN_BY_RECEPTOR.get(lesion.location)
            if site is None or site in named:
                continue
            hot = lesion.uptake == "positive" or (lesion.krenning is not None and lesion.krenning >= definite_from)
            if hot and lesion.certainty == "definite":
                seen.add(site)
            elif hot or (lesion.krenning is not None and lesion.krenning > 0):
                by_status["possible"].add(site)
        if case.extra_abdominal and not (by_status["present"] | seen) & EXTRA_ABDOMINAL:
            by_status["present"].add("other")
        elif case.extra_abdominal is False:
            by_status["absent"] |= EXTRA_ABDOMINAL - by_status["present"] - seen
        return cls(
            extra_abdominal=True if (by_status["present"] | seen) & EXTRA_ABDOMINAL else case.extra_abdominal,
            present=frozenset(by_status["present"] | seen),
            possible=frozenset(by_status["possible"] - by_status["present"] - seen),
            absent=frozenset(by_status["absent"]),
            on_receptor_imaging=frozenset(seen),
            stated_m=stated_m(case.m),
        )

    @property
    def distant(self) -> frozenset[str]:
        """Sites of distant spread that are present."""
        return self.present - REGIONAL

    @property
    def possible_distant(self) -> frozenset[str]:
        """Sites of distant spread that are only possible."""
        return self.possible - REGIONAL

    @property
    def described(self) -> bool:
        """True when the case names at least one site of distant spread as present."""
        return bool(self.distant)

    def categories(self) -> tuple[str, ...]:
        """The M categories that the facts leave open, by the split into liver only, elsewhere only, and both."""
        liver, elsewhere = "liver" in self.distant, bool(self.distant - {"liver"})
        stated = self.stated_m
        if self.distant:
            liver = liver or stated in ("M1a", "M1c")
            elsewhere = elsewhere or stated in ("M1b", "M1c")
            return ("M1c" if liver and elsewhere else "M1a" if liver else "M1b",)
        if stated in M1:
            return (stated,)
        if stated == "M0" and not self.possible_distant:
            return ("M0",)
        return ("M0", "M1")

    @property
    def metastatic(self) -> bool | None:
        """True with distant spread, False without, ``None`` when the case does not say."""
        categories = self.categories()
        if categories == ("M0",):
            return False
        return None if "M0" in categories else True

    @property
    def liver(self) -> bool | None:
        """True with liver metastases, False without, ``None`` when the case does not say."""
        if "liver" in self.distant or self.categories() in (("M1a",), ("M1c",)):
            return True
        if "liver" in self.absent or self.metastatic is False or self.stated_m == "M1b":
            return False
        return None


def stated_m(text: str | None) -> str | None:
    """The M category in a text such as ``pM1a`` or ``M0 (i+)``; ``None`` for MX and for what cannot be read."""
    category = _after(text, "M")
    if category is None or category[:2] not in ("M0", "M1"):
        return None
    return "M0" if category[:2] == "M0" else category[:3] if category[:3] in M1 else "M1"


def category_of(text: str | None, letter: str) -> str | None:
    """The category in a text such as ``pT2(m)`` or ``ypN1b``: ``T2``, ``N1b``; ``None`` when there is none."""
    return _after(text, letter)


def _after(text: str | None, letter: str) -> str | None:
    if not text:
        return None
    upper = text.strip()
    start = upper.upper().find(letter)
    if start < 0 or start + 1 >= len(upper):
        return None
    mark = upper[start + 1].upper()
    if mark not in "0123456789X":
        return None
    tail = upper[start + 2 : start + 3].lower()
    return letter + mark + (tail if tail in ("a", "b", "c") else "")
