# ruff: noqa: E501 - a text under test is checked more easily on one line
"""Beside: cases, and whether a sentence that stands before, behind or below one leaves what is read of it as it was."""

from chains.extract import read_case

CASES = (
    "58M, pNET G2, Ki-67 8 %, liver mets, on lanreotide.",
    "Ileal NET G1. Resected 2019, 3/14 nodes, R0.",
    "63 y/o woman with lung NEC, Ki-67 70 %, bone metastases, progressive on carboplatin/etoposide.",
    "Rectal NET, 14 mm, G1 (Ki-67 2 %), pT1b, endoscopic resection R1, no metastases on CT. ECOG 0.",
    "Mr Keller, 71: insulinoma of the pancreatic tail, 18 mm, DOTATATE PET Krenning 3, FDG negative, distal pancreatectomy planned. Stable.",
)
UNREAD = frozenset({"evidence_spans", "sex", "markers"})
"""Sex may be told by what ails a patient ("BPH"), and a marker is a fact of its own."""


def told(text: str, unread: frozenset[str] = UNREAD) -> dict[str, object]:
    """What is read of a text, whatever its order."""
    case = read_case(text).case
    facts = {name: getattr(case, name) for name in type(case).model_fields if name not in unread}
    return {name: sorted(map(str, one)) if isinstance(one, tuple) else one for name, one in facts.items()}


OWN = {text: told(text) for text in CASES}


def changes(beside: str, place: int) -> list[str]:
    """The texts in which a sentence changes a case: behind every one, and before and below one of them by its place."""
    turn = CASES[place % len(CASES)]
    texts = [(f"{text} {beside}", text) for text in CASES]
    texts += [(f"{beside} {turn}", turn), (f"{turn}\nPMH: {beside}", turn)]
    return [text for text, case in texts if told(text) != OWN[case]]
