"""Histology: which kind of neuroendocrine neoplasm, and how well it is differentiated."""

import re
from functools import cache

from chains.extract.found import Found
from chains.extract.page import Page
from chains.extract.vocabulary import forms, index, table

_DROPPED = {"negated", "asked", "possible"}
_KINDS = (
    r"(?:a |an )?(?:g[123] )?(?:well|poorly)?[a-z -]{0,16}?"
    r"(?:p?-?net|nec|minen|lcnec|sclc|neuro-?endocrine (?:tumou?r|carcinoma))\b"
)


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"(?: g?[123])? ?(?:vs\.?|versus|or) {_KINDS}"),
        re.compile(rf"{_KINDS}(?: ?g[123])? ?(?:vs\.?|versus|or) (?:a |an )?$"),
        re.compile(
            r"pancrea|colon|rect|gastric|stomach|ileum|ileal|duoden|ca?ecum|ca?ecal|bladder|cervi|o?esophag|ampull|append"
        ),
        re.compile(r"\blung|pulmon|bronch|thym|lobe|mediast|nodul"),
    )


def read_histology(page: Page) -> list[Found]:
    """Histology and differentiation, as stated; an alternative ("NET or NEC") states neither."""
    found: list[Found] = []
    entries = table("histology")["histology"]
    for name, start, end in index("histology", "histology", ordered=True).find(page.text):
        contexts = page.context(start, end)
        if contexts & _DROPPED and not (contexts & _DROPPED == {"possible"} and name.startswith("net")):
            continue
        if _alternative(page.text, start, end):
            continue
        kind = name.partition("_of_")[0]
        if kind == "lcnec" and not _thoracic(page, start, end):
            kind = "nec"
        found.append(Found("histology", kind, start, end, int(entries[name]["rank"]) - 10 * ("history" in contexts)))
        if "differentiation" in entries[name]:
            found.append(Found("differentiation", entries[name]["differentiation"], start, end))
    for value, start, end in index("histology", "differentiation").find(page.text):
        if page.context(start, end) & _DROPPED or _alternative(page.text, start, end):
            continue
        if re.search(r"(?:moderate(?:ly)? (?:to|/) ?|or |vs\.? )$", page.text[max(0, start - 16) : start]):
            continue
        if re.match(r" (?:vs\.?|or|versus) ", page.text[end : end + 9]):
            continue
        found.append(Found("differentiation", value, start, end, rank=1))
    cells = re.search(r"(?<!non )(?<!non-)\b(?:small|large)[ -]cell\b", page.text)
    if cells and any(item.field == "histology" and item.value == "nec" for item in found):
        found.append(Found("differentiation", "poor", *cells.span()))
    if not any(item.field == "histology" for item in found):
        found += _by_differentiation(page, found)
    return found


def _by_differentiation(page: Page, found: list[Found]) -> list[Found]:
    """A well differentiated neoplasm is a NET and a poorly differentiated one an NEC, by definition."""
    kinds = {"well": "net", "poor": "nec"}
    told = [item for item in found if item.field == "differentiation"]
    neoplasm = re.search(forms("histology", "neoplasm"), page.text)
    if not neoplasm or len({item.value for item in told}) != 1:
        return []
    return [Found("histology", kinds[told[0].value], *neoplasm.span())]


def _alternative(text: str, start: int, end: int) -> bool:
    after, before, _, _ = _beside()
    return bool(after.match(text[end : end + 50]) or before.search(text[max(0, start - 50) : start]))


def _thoracic(page: Page, start: int, end: int) -> bool:
    """LCNEC is a tumour of the lung unless the text names another organ beside it."""
    _, _, abdominal, thoracic = _beside()
    near = page.text[max(0, start - 120) : end + 120]
    return bool(thoracic.search(near)) or ("lcnec" in page.text[start:end] and not abdominal.search(near))
