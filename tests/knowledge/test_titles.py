"""Titles: spelled in another way is the same paper, a word of substance less is another one."""

from itertools import combinations

import pytest

from knowledge.register import load_register
from knowledge.titles import THRESHOLD, names_one, same_title, similarity

SAME = [
    ("Efficacy of everolimus in tumours", "Efficacy of Everolimus in Tumors."),
    ("Phase 3 trial of ¹⁷⁷Lu-Dotatate for midgut NETs", "Phase 3 Trial of <sup>177</sup>Lu-Dotatate for Midgut NETs"),
    ("A randomised trial of Ki-67 in the oesophagus", "A Randomized Trial of Ki67 in the Esophagus"),
    ("Non-functioning pancreatic tumours", "Nonfunctioning pancreatic tumors"),
    ("Lu &amp; Y &lt;i&gt;in vivo&lt;/i&gt; for NETs of the gut", "Lu & Y in vivo for NETs of the gut"),
    (
        "Surufatinib in advanced pancreatic neuroendocrine tumours (SANET-p)",
        "Surufatinib in advanced pancreatic neuroendocrine tumours (SANET-p): a randomised, phase 3 study",
    ),
]
TRIAL = ": a randomised, double-blind, placebo-controlled, phase 3 study"
OTHER = [
    ("Everolimus for advanced pancreatic tumours", "Sunitinib for advanced pancreatic tumours"),
    (
        f"Surufatinib in advanced pancreatic neuroendocrine tumours (SANET-p){TRIAL}",
        f"Surufatinib in advanced extrapancreatic neuroendocrine tumours (SANET-ep){TRIAL}",
    ),
    ("Neuroendocrine tumours", "Neuroendocrine tumours: a review of the last twenty years"),
    (
        "[177Lu]Lu-DOTA-TATE plus long-acting octreotide for gastroenteropancreatic neuroendocrine tumours (NETTER-1)",
        "[177Lu]Lu-DOTA-TATE plus long-acting octreotide for gastroenteropancreatic neuroendocrine tumours (NETTER-2)",
    ),
    ("A paper", ""),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_spelling_markup_and_a_left_out_subtitle_make_no_other_paper(left: str, right: str) -> None:
    assert same_title(left, right)
    assert same_title(right, left)


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_a_word_or_a_number_of_substance_makes_another_paper(left: str, right: str) -> None:
    assert not same_title(left, right)
    assert not same_title(right, left)


def test_no_two_sources_of_the_register_would_pass_for_each_other() -> None:
    pairs = combinations(load_register().values(), 2)
    alike = [(a.id, b.id) for a, b in pairs if similarity(a.title, b.title) >= THRESHOLD]
    assert alike == []


def test_a_brand_name_must_stand_in_the_title_as_a_whole_word() -> None:
    title = "AFINITOR (everolimus) tablets, prescribing information"
    assert names_one(title, ("Zortress", "Afinitor"))
    assert not names_one(title, ("Zortress",))
    assert not names_one(title, ("Afin", ""))
