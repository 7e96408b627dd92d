"""Ground: what is not supported by its citation does not reach the reader."""

from chains.answer import Bullets, Paragraph
from chains.draft import Draft, DraftBullets, DraftHeading, DraftItem, DraftParagraph, DraftSection, Sentence
from chains.ground import ABSTAINING, Grounded, ground, numbers
from knowledge.evidence import AppliesTo, Passage, Source, SourceKind, Statement
from knowledge.rules.verdict import Verdict


def _source(source_id: str, kind: SourceKind, text: str, *, checked: bool = True) -> Source:
    statement = Statement(
        key="s1",
        text=text,
        topic="prognosis",
        applies_to=AppliesTo(sites=("all",)),
        checked=checked,
        checked_in="a page",
    )
    return Source(
        id=source_id,
        kind=kind,
        title=f"Title of {source_id}",
        authors="Doe J",
        venue="J Test",
        year=2020,
        checked=True,
        statements=(statement,),
    )


SOURCES = {
    s.id: s
    for s in (
        _source("guide", "guideline", "Grade 2 spans a Ki-67 of 3 to 20 %."),
        _source("other", "guideline", "Imaging is repeated every 3-6 months."),
        _source("paper", "research", "Of 8,944 patients 28.0% were alive at 5 years."),
        _source("memory", "research", "Median survival was 57 months.", checked=False),
    )
}
PASSAGES = {
    f"{s.id}#s1": Passage(
        key=f"{s.id}#s1", source_id=s.id, kind=s.kind, title=s.title, year=s.year, pmid=None, statement=s.statements[0]
    )
    for s in SOURCES.values()
}


def _ground(
    guidelines: tuple[Sentence, ...] = (), research: tuple[Sentence, ...] = (), verdicts: tuple[Verdict, ...] = ()
) -> Grounded:
    def section(title: str, sentences: tuple[Sentence, ...]) -> DraftSection:
        blocks = (DraftParagraph(sentences=sentences),) if sentences else ()
        return DraftSection.model_validate({"title": title, "blocks": blocks})

    draft = Draft(
        reply="",
        sections=(
            section("From the Guidelines", guidelines),
            section("From the FDA Drug Label", ()),
            section("From the Research", research),
        ),
    )
    return ground(draft, verdicts, PASSAGES.get, SOURCES)


def test_a_supported_sentence_keeps_its_words_and_gets_its_number() -> None:
    grounded = _ground(research=(Sentence(text="28 % of 8944 were alive at 5 years.", keys=("paper#s1",)),))
    assert grounded.sections[2].blocks == (Paragraph(text="28 % of 8944 were alive at 5 years [1].", citations=(1,)),)


def test_a_sentence_with_a_number_that_its_passage_does_not_hold_is_dropped() -> None:
    grounded = _ground(research=(Sentence(text="38 % were alive at 5 years.", keys=("paper#s1",)),))
    assert (grounded.dropped, grounded.sections[2].abstained, grounded.references) == (1, True, ())


def test_a_cited_key_that_is_not_in_the_register_drops_the_sentence() -> None:
    grounded = _ground(research=(Sentence(text="All is well.", keys=("invented#s1",)),))
    assert (grounded.dropped, grounded.sections[2].abstained) == (1, True)


def test_a_sentence_without_a_source_is_dropped() -> None:
    assert _ground(research=(Sentence(text="Survival is long.", keys=()),)).dropped == 1


def test_a_research_paper_cannot_be_cited_in_the_guideline_section() -> None:
    grounded = _ground(guidelines=(Sentence(text="28 % were alive at 5 years.", keys=("paper#s1",)),))
    assert (grounded.dropped, grounded.sections[0].abstained) == (1, True)


def test_a_section_without_support_abstains_in_one_sentence() -> None:
    grounded = _ground()
    assert [section.blocks[0] for section in grounded.sections] == [
        Paragraph(text=ABSTAINING[section.title]) for section in grounded.sections
    ]


def test_words_of_our_own_alone_do_not_make_a_section() -> None:
    grounded = _ground(guidelines=(Sentence(text="Not stated.", keys=(), framing=True),))
    assert grounded.sections[0].abstained


def test_a_number_of_the_patients_own_case_may_be_repeated() -> None:
    sentence = Sentence(text="Ki-67 is 12 %, between 3 and 20 %.", keys=("guide#s1",), given=("Ki-67 12",))
    assert _ground(guidelines=(sentence,)).dropped == 0


def test_a_range_with_a_hyphen_is_two_numbers() -> None:
    grounded = _ground(guidelines=(Sentence(text="Imaging every 3 to 6 months.", keys=("other#s1",)),))
    assert grounded.dropped == 0


def test_what_was_not_checked_in_a_source_says_so() -> None:
    grounded = _ground(research=(Sentence(text="Median survival was 57 months.", keys=("memory#s1",)),))
    block = grounded.sections[2].blocks[0]
    assert isinstance(block, Paragraph)
    assert block.text == "Median survival was 57 months (from memory, not checked) [1]."


def test_references_are_numbered_in_order_of_first_use_and_every_one_is_cited() -> None:
    verdict = Verdict(rule="r", title="R", status="assigned", statement="S.", cites=("memory#s1", "guide#s1"))
    grounded = _ground(
        guidelines=(
            Sentence(text="Imaging every 3 to 6 months.", keys=("other#s1",)),
            Sentence(text="Grade 2 spans 3 to 20 %.", keys=("guide#s1",)),
        ),
        research=(Sentence(text="28 % were alive at 5 years.", keys=("paper#s1",)),),
        verdicts=(verdict,),
    )
    assert [(r.number, r.id) for r in grounded.references] == [(1, "other"), (2, "guide"), (3, "paper"), (4, "memory")]
    assert grounded.findings[0].citations == (2, 4)


def test_a_heading_over_nothing_is_not_shown() -> None:
    item = DraftItem(label="L", sentences=(Sentence(text="99 % were cured.", keys=("guide#s1",)),))
    draft = Draft(
        reply="",
        sections=(
            DraftSection(
                title="From the Guidelines", blocks=(DraftHeading(text="Options"), DraftBullets(items=(item,)))
            ),
            DraftSection(title="From the FDA Drug Label"),
            DraftSection(title="From the Research"),
        ),
    )
    assert ground(draft, (), PASSAGES.get, SOURCES).sections[0].abstained


def test_a_bullet_opens_with_its_label() -> None:
    item = DraftItem(
        label="Ki-67",
        sentences=(
            Sentence(text="Not stated.", keys=(), framing=True),
            Sentence(text="Grade 2 spans 3 to 20 %.", keys=("guide#s1",)),
        ),
    )
    draft = Draft(
        reply="",
        sections=(
            DraftSection(title="From the Guidelines", blocks=(DraftBullets(items=(item,)),)),
            DraftSection(title="From the FDA Drug Label"),
            DraftSection(title="From the Research"),
        ),
    )
    block = ground(draft, (), PASSAGES.get, SOURCES).sections[0].blocks[0]
    assert isinstance(block, Bullets)
    assert block.items[0].text == "Ki-67: Not stated. Grade 2 spans 3 to 20 % [1]."


def test_numbers_are_compared_as_numbers_not_as_text() -> None:
    assert numbers("8,944 patients, 44.0 months") == numbers("8944 patients, 44 months")


def test_a_finding_on_what_was_not_checked_says_so_where_it_stands_alone() -> None:
    verdict = Verdict(rule="r", title="R", status="assigned", statement="S.", cites=("memory#s1", "paper#s1"))
    finding = _ground(verdicts=(verdict,)).findings[0]
    assert finding.told() == "S (in part from memory, not checked) [1, 2]."
    checked = _ground(verdicts=(verdict.model_copy(update={"cites": ("paper#s1",)}),)).findings[0]
    assert checked.told() == "S [1]."


def test_a_reference_says_how_its_source_came_to_what_it_says() -> None:
    source = SOURCES["paper"].model_copy(update={"strength": "registry"})
    draft = Draft(
        reply="",
        sections=(
            DraftSection(title="From the Guidelines"),
            DraftSection(title="From the FDA Drug Label"),
            DraftSection(
                title="From the Research",
                blocks=(DraftParagraph(sentences=(Sentence(text="28 % were alive.", keys=("paper#s1",)),)),),
            ),
        ),
    )
    (reference,) = ground(draft, (), PASSAGES.get, SOURCES | {"paper": source}).references
    assert (reference.strength, reference.checked) == ("registry", True)
