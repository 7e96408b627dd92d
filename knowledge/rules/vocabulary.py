"""Vocabulary: the reader's words for the values of CaseDetails."""

from collections.abc import Iterable

SITES = {
    "pancreas": "pancreas",
    "stomach": "stomach",
    "duodenum": "duodenum",
    "ampulla": "ampulla",
    "jejunum_ileum": "jejunum or ileum",
    "appendix": "appendix",
    "colon": "colon",
    "rectum": "rectum",
    "lung": "lung",
    "thymus": "thymus",
    "unknown_primary": "unknown primary",
}
SPREAD = {
    "liver": "liver",
    "lymph_node_regional": "regional lymph nodes",
    "lymph_node_distant": "distant lymph nodes",
    "bone": "bone",
    "peritoneum": "peritoneum",
    "lung": "lung",
    "brain": "brain",
    "ovary": "ovary",
    "other": "another distant site",
}
LOCATIONS = {
    "surgical_bed": "surgical bed",
    "pancreas": "pancreas",
    "liver": "liver",
    "lymph_node": "lymph nodes",
    "bone": "bone",
    "peritoneum": "peritoneum",
    "whole_body": "whole body",
    "other": "another site",
}
EXTENTS = {
    "limited": "it is limited to the organ",
    "submucosa": "it stays within the submucosa",
    "muscularis_propria": "it reaches the muscularis propria",
    "subserosa": "it reaches the subserosa",
    "serosa": "it perforates the serosa",
    "mesoappendix": "it reaches the mesoappendix",
    "duodenum_or_bile_duct": "it invades the duodenum or bile duct",
    "pancreas_or_peripancreatic_fat": "it reaches the pancreas or the fat around it",
    "adjacent_organ": "it invades a neighbouring organ",
    "large_vessel": "it invades the wall of a large vessel",
}
SPECIMENS = {"primary": "primary", "metastasis": "metastasis", None: "specimen not stated"}


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: a, b and c."""
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""
