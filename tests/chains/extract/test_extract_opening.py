"""Forms are tried only where they can begin - and nothing is missed by that."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chains.extract.text import heads as module
from chains.extract.text.heads import ANY, DIGIT, LETTER, WIDTH, Blanked, Fits, Heads, heads, parts_of
from chains.extract.text.opening import Several, begins_at_heads, first_characters, held, openings, roams, scan, scan_at
from chains.extract.text.vocabulary import LEFT, RIGHT, Index, index, pattern, table

LISTS = [
    (name, section)
    for name in ("sites", "spread", "treatments", "cancers", "histology", "imaging", "sizes", "hormones")
    for section, body in table(name).items()
    if isinstance(body, dict) and body and all(isinstance(one, dict) and "forms" in one for one in body.values())
]
WORDS = (
    *("the", "liver", "hepatic", "mets", "metastases", "pancreas", "tail", "of", "ileum", "bone", "lns", "nodes"),
    *("octreotide", "lar", "prrt", "lu-177", "dotatate", "whipple", "small", "bowel", "resection", "s/p", "dp", "g2"),
    *("net", "nec", "3", "12", "mm", "cm", "x", "-", "/", "(", ")", ",", ".", "\n"),
)
TEXT = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("liver", {"liver"}),
        ("p-?net", {"pnet", "p-net"}),
        ("(?:distal|left) panc", {"dista", "left "}),
        ("(?:open )?whipple", {"open ", "whipp"}),
        (r"\d ?mm", {f"{DIGIT} mm", f"{DIGIT}mm"}),
        ("[a-z][0-9][abc]", {f"{LETTER}{DIGIT}{char}" for char in "abc"}),
        ("[ab]c", {"ac", "bc"}),
        ("(?<!non )small", {"small"}),
        ("a|bcde", {"a", "bcde"}),
        (r"\d{2,3} ?mm", {f"{DIGIT * 2}{end}" for end in (" mm", "mm", f"{DIGIT} m", f"{DIGIT}mm")}),
        ("[a-z]*oma", {f"{LETTER * n}{'oma'[: WIDTH - n]}" for n in range(WIDTH + 1)}),
        ("(?:p|c|y){0,2}t[0-4]", {f"{a}{b}t{n}" for a in ("", *"pcy") for b in ("", *"pcy") for n in "01234"}),
        ("(?:very )+x", {"very "}),
        ("(?:a|b|c|d|e)+x", set("abcde")),  # too many to spell out
        ("(?:lymph ?)?n{2}", {"lymph", "nn"}),
        (".x", {ANY}),
    ],
)
def test_the_opening_of_a_form_is_what_a_match_can_begin_with(form: str, expected: set[str]) -> None:
    assert openings(form) == expected


REPEATED = (
    r"\d{2,3}[ -]?(?:y/?o|yrs?)",
    "(?:p|c|y){0,2}t[0-4][ab]?n[0-3]",
    "(?:[a-z]+ )?cyst(?:ic)?",
    "(?:very |so ){1,2}big",
    "[a-z]{0,4}-?nets?",
    "(?:ab?)+c",
    "(?:x?){2}y",
    "z{2}a{,2}b",
)


@pytest.mark.parametrize("form", REPEATED)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_whatever_a_form_with_repetitions_matches_begins_with_one_of_its_openings(
    form: str, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(re.compile(form, re.ASCII), fullmatch=True))
    assert not openings(form).isdisjoint(parts_of(text[:WIDTH]))


def test_a_mark_is_tried_against_openings_of_every_length() -> None:
    assert parts_of("-a 7") == (
        ANY,
        "-",
        "-a",
        f"-{LETTER}",
        "-a ",
        f"-{LETTER} ",
        *(f"-{letter} {digit}" for letter in ("a", LETTER) for digit in ("7", DIGIT)),
    )


@pytest.mark.parametrize(("name", "section"), LISTS, ids=[f"{name}.{section}" for name, section in LISTS])
@settings(max_examples=25, deadline=None)
@given(text=TEXT)
def test_a_word_list_finds_what_one_great_pattern_finds(name: str, section: str, text: str) -> None:
    entries = {entry: list(body["forms"]) for entry, body in table(name)[section].items()}
    pairs = sorted((pattern(form) for forms in entries.values() for form in forms), key=len, reverse=True)
    great = re.compile(f"{LEFT}(?:{'|'.join(pairs)}){RIGHT}")
    expected = [match.group().strip() for match in great.finditer(text) if match.group().strip()]
    assert [text[start:end].strip() for _, start, end in index(name, section).find(text)] == expected


@settings(max_examples=100, deadline=None)
@given(text=TEXT, start=st.integers(0, 20), end=st.integers(20, 200))
def test_scanning_finds_what_finditer_finds(text: str, start: int, end: int) -> None:
    searched = re.compile(rf"{LEFT}(?:\d{{1,2}} ?(?:mm|cm)|(?:small )?bowel|p?net|li[a-z]+){RIGHT}")
    stop = min(end, len(text))
    assert [m.span() for m in scan(searched, text, start, stop)] == [
        m.span() for m in searched.finditer(text, start, stop)
    ]


@settings(max_examples=100, deadline=None)
@given(text=TEXT)
def test_patterns_that_are_scanned_together_find_what_each_finds_by_itself(text: str) -> None:
    patterns = [
        re.compile(f"{LEFT}(?:{form}){RIGHT}") for form in (r"\d{1,2} ?mm", "(?:small )?bowel", "bowel|li[a-z]+")
    ]
    together = Several(patterns).scan(text)
    assert [[m.span() for m in found] for found in together] == [[m.span() for m in scan(p, text)] for p in patterns]


@pytest.mark.parametrize("capturing", ["(?P<n>li)ver", r"l(iv)er(?! \1)"])
def test_many_forms_are_found_one_by_one_in_their_order_whatever_groups_they_hold(capturing: str) -> None:
    forms = {
        "two": ["liver mets"],
        "one": ["liver"],
        "rest": ["liv[a-z]+", "live", "liver lesions?"],
        "own": [capturing],
    }
    for held_back in ({}, {"own": ["livers"]}):
        found = Index(forms | held_back, ordered=True).find("liver mets, live wire, livers, liver lesion, lively")
        assert [name for name, _, _ in found] == ["two", "rest", "rest", "one", "rest"]


def test_a_pattern_first_asked_for_after_its_text_was_looked_at_is_found_all_the_same() -> None:
    text = "a quokka in the liver, quokkas in bone"
    assert list(scan(re.compile("li[a-z]+"), text))
    assert [match.group() for match in scan(re.compile("quokkas?|bo[a-z]+"), text)] == ["quokka", "quokkas", "bone"]
    assert [match.start() for match in scan(re.compile("[a-z]o[a-z]+"), text, 10)] == [34]


def test_words_for_which_there_is_no_room_are_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fits = Fits()
    monkeypatch.setattr(module, "FITS", fits)
    monkeypatch.setattr(module, "MAX_KNOWN", 2)
    liver, bone = fits.enlist(openings("liver")), fits.enlist(openings("bone"))
    assert fits.enlist(openings("liver")) == liver
    for text in ("liver and bone in the liver", "bone of a liver or bones"):
        found = Heads(text)
        assert found.places(liver) == [match.start() for match in re.finditer("liver", text)]
        assert found.places(bone) == [match.start() for match in re.finditer("bone", text)]
        of = fits.enlist(openings(f"of {text[:2]}") | openings("of"))  # after the text was looked at
        assert found.places(of) == [match.start() for match in re.finditer("of", text)]
        assert found.between(bone, 1, len(text)) == [match.start() for match in re.finditer("bone", text)][-1:]


@given(text=st.text(alphabet="ab0 .,-(\n→é", max_size=40))
def test_a_head_is_what_stands_behind_no_letter_and_no_digit(text: str) -> None:
    expected = [match.start() for match in re.finditer(r"(?<![a-z0-9])\S", text)]
    assert Heads(text).places(module.FITS.enlist({ANY})) == expected


@pytest.mark.parametrize("sign", ["¤", " ", "b"])
@pytest.mark.parametrize("lead", range(8))
def test_a_text_with_a_passage_blanked_has_the_heads_that_it_has_by_itself(sign: str, lead: int) -> None:
    text = " " * lead + "b0 ab, a (b0a. a0b-ab b a\nab0 " * 13
    heads(text)
    fits = [module.FITS.enlist({one}) for one in (ANY, "b0", "ab b")]
    for start in range(120, 200):
        blanked = text[:start] + sign * 9 + text[start + 9 :]
        found, alone = heads(blanked), Heads(blanked)
        assert isinstance(found, Blanked) or blanked == text
        for fit in fits:
            assert found.places(fit) == alone.places(fit)
            assert found.between(fit, start, start + 30) == alone.between(fit, start, start + 30)


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("(?:[a-z]+[ -])?(?:ductal[ -])?adeno[ -]?carcinomas?", "carcinoma"),
        ("[a-z]*sarcomas?", "sarcoma"),
        (r"[a-z]+ e\.g\.x+y", " e.g.x"),
        (r"[a-z]+\d{2}(?=mm)cm", "cm"),
        ("[a-z]+penia|[a-z]+itis", ""),
    ],
)
def test_what_every_match_holds_is_read_from_the_form(form: str, word: str) -> None:
    assert held(form) == word
    assert roams(form)


def test_the_first_characters_of_a_form_are_told_one_by_one() -> None:
    assert first_characters(r"\?+ no|[a-c]|\d mm") == set("?abc0123456789")
    assert ANY in first_characters(".x")


def test_a_form_that_begins_with_few_letters_does_not_roam() -> None:
    assert not roams("[abc]-?cells?")
    assert not roams(r"\d{1,2} ?mm")
    assert roams(".x")


@given(
    text=st.lists(st.sampled_from(["adeno", "carcinoma", "of", "ductal", "sarcoma", "osteosarcoma", "lung"])).map(
        " ".join
    )
)
def test_forms_that_can_begin_anywhere_are_found_wherever_their_word_stands(text: str) -> None:
    forms = {"gland": ["(?:[a-z]+ )?adeno ?carcinoma"], "soft": ["[a-z]*sarcoma"], "lung": ["lung"]}
    great = re.compile(f"{LEFT}(?:(?:[a-z]+[ -])?adeno[ -]?carcinoma|[a-z]*sarcoma|lung){RIGHT}")
    found = Index(forms, ordered=True).find(text)
    assert [text[start:end] for _, start, end in found] == [match.group() for match in great.finditer(text)]


def test_a_pattern_is_tried_at_the_places_given_one_match_behind_the_other() -> None:
    text = "a b. a b a"
    assert [match.span() for match in scan_at(re.compile("a b(?: a)?"), text, [0, 2, 5, 9], len(text))] == [
        (0, 3),
        (5, 10),
    ]


def test_only_a_pattern_with_a_border_before_all_of_it_begins_at_heads() -> None:
    assert begins_at_heads(f"{LEFT}(?:liver|bone)")
    assert not begins_at_heads(f"{LEFT}liver|bone")
    assert not begins_at_heads("liver")
