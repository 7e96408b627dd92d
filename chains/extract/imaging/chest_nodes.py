"""Chest nodes: nodes of the mediastinum, regional of a tumour of the lung or the thymus (UICC TNM, 8th edition)."""

import re

from chains.extract.text.found import Found
from chains.extract.text.page import Page

OF_THE_CHEST = frozenset({"lung", "thymus"})
LEAD_CHARS = 20
"""How far before the words of a node its station may be named."""
_STATION = re.compile(r"(?<![a-z])(?:mediastin|hilar|hilum|subcarinal|paratracheal|peribronchial|aorto-?pulmonary)")
_FURTHER = re.compile(r"(?<![a-z])(?:axill|para-? ?aortic|retroperit|abdom|inguinal|distant|coeliac|celiac)")


def with_own_region(page: Page, fact: Found) -> Found:
    """The fact, regional where it tells only of nodes within the chest."""
    if fact.field != "metastases" or fact.value.site != "lymph_node_distant":
        return fact
    low = max(page.sentence(fact.start)[0], fact.start - LEAD_CHARS)
    words = page.folded.text[low : fact.end]
    if not _STATION.search(words) or _FURTHER.search(words):
        return fact
    return fact._replace(value=fact.value.model_copy(update={"site": "lymph_node_regional"}))
