"""Answer -> Block Kit: the layout, the limits, nothing injected, nothing cut."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.blocks import messages, notice
from bot.render.buttons import offered
from bot.render.contrast import rows
from bot.render.limits import MESSAGE_CHARACTERS, SlackMessage
from bot.render.mrkdwn import escape, link, plain, split
from chains.answer import Bullets, Change, Heading, Item, Paragraph, Section
from tests.scenarios.answers import SAFETY, clinical, found, reference, survival
from tests.scenarios.answers import plain as plain_answer
from tests.scenarios.faults import faults_of_message, texts


def problems(rendered: tuple[SlackMessage, ...]) -> list[str]:
    return [
        fault
        for message in rendered
        for fault in faults_of_message({"text": message.text, "blocks": [*message.blocks]})
    ]


def shown(rendered: tuple[SlackMessage, ...]) -> str:
    return "\n".join(text for message in rendered for text in texts([*message.blocks]))


def test_a_clinical_answer_is_one_message_in_the_order_that_a_reader_needs() -> None:
    (message,) = messages(clinical(), more_value="abc")
    assert [block["type"] for block in message.blocks] == [
        "context", "section", "section", "header", "section", "header", "section", "header", "section", "context",
        "section", "actions", "context_actions", "divider", "context",
    ]  # fmt: skip
    assert message.blocks[0]["elements"][0]["text"].startswith(
        "*What I understood*\n*Tumour:* grade 2 · primary: pancreas (inferred from the operation)\n*Imaging:* liver"
    )
    assert message.blocks[1]["text"]["text"] == "*Stage IV, grade 2 [1].*"
    assert message.blocks[2]["text"]["text"].startswith(":warning: The stated grade 2")
    assert message.blocks[4]["text"]["text"].startswith("*Stage*\nLiver metastases are M1a [1].\n\u2022 Statement 0:")
    assert message.blocks[-1]["elements"][0]["text"] == SAFETY
    assert problems((message,)) == []


def test_the_fallback_reads_aloud_without_citations_and_links() -> None:
    (message,) = messages(clinical())
    assert message.text.startswith(
        "Stage IV, grade 2.\nUnderstood:\nTumour: grade 2, primary: pancreas (inferred from the operation).\n"
        "Imaging: liver Krenning 3.\nWarning: The stated grade 2 conflicts"
    )
    assert "From the Guidelines:" in message.text
    assert not re.search(r"\[\d|https?:|\*", message.text)
    assert len(message.text) < 4000


def test_references_of_the_long_answer_are_links_and_an_unchecked_one_says_so() -> None:
    answer = clinical(more=False)
    text = shown(messages(answer))
    assert (
        "[1] Strosberg J, et al., <https://pubmed.ncbi.nlm.nih.gov/1/?a=1&amp;b=2|Outcome of study 1 &amp; its "
        "&lt;follow-up&gt;>, N Engl J Med 2017\n" in text
    )
    unchecked = [reference for reference in answer.shown_references() if not reference.checked]
    assert unchecked
    assert text.count("(identifiers not checked)") == len(unchecked)


def test_a_reference_to_research_says_what_kind_of_study_it_is() -> None:
    trial = reference(1).model_copy(update={"kind": "research", "strength": "randomised_trial", "checked": False})
    label = reference(2).model_copy(update={"kind": "drug_label", "strength": "label"})
    text = shown(messages(clinical(references=(trial, label))))
    assert ", randomised trial (identifiers not checked)" in text
    assert "2017, drug label" not in text


def test_references_of_the_short_answer_are_short_links() -> None:
    text = shown(messages(clinical(more=True)))
    assert "[1] <https://pubmed.ncbi.nlm.nih.gov/1/?a=1&amp;b=2|Strosberg J, et al.>, N Engl J Med 2017\n" in text
    assert "Outcome of study 1" not in text


def test_a_reference_whose_authors_nobody_noted_goes_by_its_title() -> None:
    unnamed = reference(1, authors="authors not noted", title="A nomogram")
    for more in (True, False):
        text = shown(messages(clinical(references=(unnamed,), more=more)))
        assert "|A nomogram>, N Engl J Med 2017" in text
        assert "not noted" not in text


def test_a_reference_without_an_address_uses_its_doi_or_pmid_or_no_link() -> None:
    by_doi = reference(1, url=None, doi="10.1/x<y>")
    by_pmid = reference(2, url=None)
    neither = reference(3, url="javascript:alert(1)", pmid=None)
    text = shown(messages(clinical(references=(by_doi, by_pmid, neither))))
    assert "<https://doi.org/10.1/x%3Cy%3E|" in text
    assert "<https://pubmed.ncbi.nlm.nih.gov/28076709/|" in text
    assert "javascript" not in text


def test_the_first_sentences_of_a_long_bottom_line_are_bold_and_the_rest_stands_under_them() -> None:
    first = "Pancreatic NET: stage IV, grade 2. In the cohorts 28\u00a0% to 56\u00a0% were alive at 5 years."
    rest = f"What would narrow it most: {'the share of the liver, ' * 9}the mitotic count."
    block = messages(clinical(f"{first} {rest}"))[0].blocks[1]
    assert block["text"]["text"] == f"*{first}*\n\n{rest}"


def test_a_bottom_line_of_one_endless_sentence_is_not_bold() -> None:
    endless = "word " * 100
    assert messages(clinical(endless))[0].blocks[1]["text"]["text"] == endless.strip()


def test_a_long_paragraph_is_shown_in_short_ones_that_each_end_with_a_citation() -> None:
    one, two = f"First {'point ' * 40}[1].", "Second point. Without a citation of its own [2]."
    paragraph = Paragraph(text=f"{one} {two}", citations=(1, 2))
    section = Section(
        title="From the Guidelines",
        abstained=False,
        blocks=(Heading(text="H"), paragraph, Heading(text="I"), paragraph),
    )
    block = next(b for b in messages(clinical(sections=(section,)))[0].blocks if "*H*" in str(b))
    assert block["text"]["text"] == f"*H*\n{one}\n\n{two}\n\n*I*\n{one}\n\n{two}"


@pytest.mark.parametrize("more", [True, False])
def test_the_edition_of_a_guideline_stands_once(more: bool) -> None:
    nccn = reference(1, kind="guideline", title="NCCN", venue="NCCN", year=2025, edition="version 3.2025", url=None)
    ajcc = reference(2, kind="guideline", title="Staging Manual, 8th edition", year=2017, edition="8th edition")
    text = shown(messages(clinical(references=(nccn, ajcc), more=more)))
    assert text.count("2025, version 3.2025") == 1
    assert text.count("8th edition") == 1


def test_no_line_of_a_phone_ends_between_a_number_and_its_unit() -> None:
    said = "Ki-67 8 % in the primary, 12 % [1] in the liver; a band of 25 to 50 %; 3 mitoses per 2 mm2, 5 mm"
    answer = clinical(
        said,
        understood=f"Tumour: {said}",
        questions=(f"Above or below {said}?",),
        warnings=(said,),
        findings=(survival(),),
    )
    for message in messages(answer, more_value="x"):
        assert re.findall(r"\d (?:%|mm)", "".join(texts([*message.blocks]))) == []
        assert "\u00a0" not in message.text  # a screen reader needs none
    assert "Ki-67 8\u00a0% in the primary, 12\u00a0% [1]" in shown(messages(answer))


def test_a_refusal_is_its_reply_and_the_safety_line() -> None:
    (message,) = messages(plain_answer("That is outside what netboard answers.", refused=True), more_value="x")
    assert texts([*message.blocks]) == ["That is outside what netboard answers.", SAFETY]
    assert problems((message,)) == []


def test_an_answer_that_was_given_in_full_at_once_still_has_its_sheet_and_chart() -> None:
    full = clinical(more=False, findings=(survival(),))
    assert offered(full) == ("show_sources", "correct_case", "chart", "sheet")
    assert offered(found("8% 3")) == ("show_sources",)


def test_a_lookup_shows_its_findings_with_their_citations() -> None:
    text = shown(messages(found("8% 3")))
    assert "*Grade 2: 8% 3 [1].*" in text
    assert "\u2022 WHO grade: Grade 2 for 8% 3 [1]." in text


def cohort(value: float, population: str) -> dict[str, object]:
    return {"endpoint": "overall survival at 5 years", "value": value, "unit": "%", "population": population}


def test_of_many_cohorts_a_what_if_shows_the_three_that_fit_best_and_counts_the_rest() -> None:
    many = [cohort(value, f"series {value}") for value in range(10)]
    (row,) = rows([Change(rule="survival", before=many, after="cannot_assign")], [])
    assert row.before == (*(f"overall survival at 5 years {n} % (series {n})" for n in range(3)), "(and 7 more)")
    (row,) = rows([Change(rule="survival", before=many[:4], after=many[3:5])], [])
    assert row.before == (*(f"overall survival at 5 years {n} % (series {n})" for n in range(3)), "(1 more in both)")
    assert row.after == ("overall survival at 5 years 4 % (series 4)", "(1 more in both)")


def test_a_what_if_shows_each_finding_before_and_after() -> None:
    stays, goes, comes = cohort(28, "registry"), cohort(73.3, "liver only"), cohort(50.1, "beyond the liver")
    changes = (
        Change(rule="who_grade", before="G1", after="G2"),
        Change(rule="krenning", before=None, after=3),
        Change(rule="milan_net", before="cannot_assign", after="not_met"),
        Change(rule="panzuto_risk", before={"low": 0.2, "high": 0.662}, after={"low": 0.7, "high": 1.19}),
        Change(rule="survival", before=[stays, goes], after=[stays, comes]),
        Change(rule="prognostic_factors", before="cannot_assign", after=[{"factor": "bone metastases"}]),
    )
    made = messages(clinical(comparison=changes, findings=found("x").findings))
    fields = [
        [one["text"] for one in block["fields"]] for message in made for block in message.blocks if "fields" in block
    ]
    assert fields == [
        ["_Before_\nG1", "_After_\nG2"],
        ["_Before_\nnot known", "_After_\n3"],
        ["_Before_\nnot settled yet", "_After_\nnot met"],
        ["_Before_\n0.2 to 0.662", "_After_\n0.7 to 1.19"],
        [
            "_Before_\noverall survival at 5 years 73.3\u00a0% (liver only)\n(1 more in both)",
            "_After_\noverall survival at 5 years 50.1\u00a0% (beyond the liver)\n(1 more in both)",
        ],
        ["_Before_\nnot settled yet", "_After_\nbone metastases"],
    ]
    assert "WHO grade: before, G1; after, G2." in made[0].text
    assert problems(made) == []


def test_the_words_that_name_a_bullets_subject_are_bold() -> None:
    item = Item(text="NETTER-1 (2017): median not reached [1].", citations=(1,), label="NETTER-1 (2017)")
    section = Section(title="From the Research", abstained=False, blocks=(Bullets(items=(item,)),))
    assert "\u2022 *NETTER-1 (2017)*: median not reached [1]." in shown(messages(clinical(sections=(section,))))


@pytest.mark.parametrize("statements", [0, 1, 30, 80, 400])
@pytest.mark.parametrize("length", [40, 400, 2500, 9000])
def test_a_long_answer_keeps_every_limit_and_every_statement(statements: int, length: int) -> None:
    if statements * length > 400_000:
        pytest.skip("no answer is that long")
    rendered = messages(clinical(statements=statements, length=length), more_value="abc")
    assert problems(rendered) == []
    assert all(f"Statement {n}: " in shown(rendered) for n in range(statements))
    assert not any(message.blocks[-1]["type"] in {"header", "divider"} for message in rendered)
    for message in rendered:
        assert sum(len(text) for text in texts([*message.blocks])) <= MESSAGE_CHARACTERS


def test_text_is_cut_after_a_sentence_and_never_in_a_citation_or_a_link() -> None:
    sentence = "Median survival was 103 months [1, 4]. See <https://example.org/a|the long label of it> for more [12]. "
    parts = split(sentence * 40, 250)
    assert all(len(part) <= 250 for part in parts)
    assert "".join(parts).replace(" ", "") == (sentence * 40).replace(" ", "")
    assert all(part.endswith("].") for part in parts)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.integers(min_value=20, max_value=90))
def test_splitting_loses_nothing_but_space(text: str, limit: int) -> None:
    escaped = escape(text)
    parts = split(escaped, limit)
    assert all(len(part) <= limit for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", escaped)


HOSTILE = st.lists(
    st.sampled_from(
        [
            "<!channel>", "<@U0ANNA>", "<https://evil.example|NCCN>", "&amp;", "&", ">", "*", "_", "~", "`", "```", "|",
            "[1]", "[1, 4]", "[", "]", ". ", "\n", "\n> ", " ", "\u200b", "\u202e", "\U0001f9ec", "\u00e9", "A" * 400,
            "word ", "Ki-67 8 %. ", "1-2", ":warning:", "\t", "{}", "\\",
        ]
    ),
    min_size=1,
    max_size=400,
).map("".join).filter(str.strip)  # fmt: skip
"""Long texts of everything that means something to Slack."""


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, st.integers(min_value=0, max_value=60))
def test_no_text_of_any_part_of_an_answer_breaks_a_limit_or_becomes_markup(one: str, two: str, count: int) -> None:
    item = Item(text=two, citations=(1,), label=two[:20])
    blocks = (Heading(text=one[:300]), Paragraph(text=two, citations=(1,)), Bullets(items=(item,) * (count + 1)))
    rendered = messages(
        clinical(
            one,
            understood=two,
            warnings=(one, two),
            questions=(two, one, two),
            sections=(Section(title="From the Research", abstained=False, blocks=blocks),),
            references=tuple(reference(n, title=one, authors=two, venue=one) for n in range(1, 3)),
        ),
        more_value="abc123",
    )
    assert problems(rendered) == []
    assert rendered[-1].blocks[-1]["elements"][0]["text"] == SAFETY
    for message in rendered:
        assert len(message.blocks) <= 50
        assert sum(len(text) for text in texts([*message.blocks])) <= MESSAGE_CHARACTERS


@settings(max_examples=60, deadline=None)
@given(HOSTILE, st.integers(min_value=1, max_value=40))
def test_every_statement_is_shown_whole_however_hostile_it_is(text: str, count: int) -> None:
    items = tuple(Item(text=f"{number} {text} end{number}", citations=(1,)) for number in range(count))
    section = Section(title="From the Research", abstained=False, blocks=(Bullets(items=items),))
    seen = re.sub(r"[\s\u200b]", "", shown(messages(clinical(sections=(section,)))))
    for item in items:
        assert re.sub(r"[\s\u200b]", "", escape(item.text)) in seen


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.text(min_size=1, max_size=5000))
def test_whatever_is_said_keeps_slacks_limits(understood: str, reply: str) -> None:
    rendered = messages(clinical(reply, understood=understood, warnings=(reply,), questions=(understood,)))
    assert problems(rendered) == []


@pytest.mark.parametrize(
    "hostile",
    ["<!channel>", "<@U0ANNA>", "<#C1|general>", "<https://evil.example|NCCN>", "&lt;!here&gt;", "a > b & c < d"],
)
def test_nothing_that_a_person_wrote_becomes_a_mention_or_a_link(hostile: str) -> None:
    rendered = messages(clinical(hostile, understood=hostile, warnings=(hostile,), questions=(hostile,)))
    assert problems(rendered) == []
    assert escape(hostile) in shown(rendered)
    assert all(block["text"]["verbatim"] for m in rendered for block in m.blocks if block["type"] == "section")


def test_formatting_marks_in_text_do_not_format() -> None:
    assert escape("a *bold* claim") == "a *\u200bbold* claim"
    assert escape("~8% and 2*3 and _x") == "~8% and 2*3 and _x"
    assert escape("> 20 %\n>5") == "\u200b&gt; 20 %\n\u200b&gt;5"


def test_a_link_cannot_be_broken_by_its_label_or_its_address() -> None:
    assert link("https://x.org/a|b>c d", "A | B > C") == "<https://x.org/a%7Cb%3Ec%20d|A \u00a6 B &gt; C>"
    assert link("ftp://x.org", "A") == "A"


@pytest.mark.parametrize(
    ("raw", "typed"),
    [
        ("<@U0BOT> Ki-67 &lt;3%", "Ki-67 <3%"),
        ("<@U0BOT|netboard>: hello", ": hello"),
        ("ask <@U0EVE|eve> in <#C1|nets>", "ask @eve in #nets"),
        ("<!here> <!subteam^S1|@team> <!date^1^x|May 1>", "@here @team May 1"),
        ("<http://x.org|x.org> <http://y.org>", "x.org http://y.org"),
        ("&gt; 58M with pNET\n&gt;20% Ki-67", "58M with pNET\n>20% Ki-67"),
        ("```58M G2 *pNET*```", "58M G2 pNET"),
        ("5*3 mm ~8% _x", "5*3 mm ~8% _x"),
        ("&amp;lt;", "&lt;"),
        ("\u201cG2\u201d \u2019 \u2013", "\u201cG2\u201d \u2019 \u2013"),
    ],
)
def test_slacks_markup_is_read_as_what_was_typed(raw: str, typed: str) -> None:
    assert plain(raw, "U0BOT") == typed


def test_a_notice_is_one_message_of_plain_words() -> None:
    (message,) = notice("Hello.")
    assert message.text == "Hello."
    assert problems((message,)) == []
