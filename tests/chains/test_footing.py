"""Where the cited statements of an answer stand."""

from chains.answer import Bullets, Heading
from chains.consult import Consultant

CASE = "58M G2 pNET s/p distal panc 2021, Ki67 3%, liver mets, DOTATATE K3. Prognosis?"


def test_every_citation_of_the_sections_is_told_as_it_stands_with_a_passage_of_the_source_it_numbers(
    consultant: Consultant,
) -> None:
    found = consultant.answer(CASE)
    references = {reference.number: reference.id for reference in found.answer.references}
    shown = "\n".join(
        run.text
        for section in found.answer.sections
        for block in section.blocks
        if not isinstance(block, Heading)
        for run in (block.items if isinstance(block, Bullets) else (block,))
    )
    assert found.cited
    for one in found.cited:
        assert one.text in shown
        for footing in one.footings:
            passage = consultant.library.passage(footing.key)
            assert passage is not None
            assert references[footing.number] == passage.source_id
            assert (footing.checked, footing.locator) == (passage.statement.checked, passage.statement.locator)
    cited = {number for section in found.answer.shown_references() for number in [section.number]}
    assert {footing.number for one in found.cited for footing in one.footings} == cited


def test_a_lookup_tells_where_its_findings_stand(consultant: Consultant) -> None:
    found = consultant.look_up("grade 8% 3")
    assert [one.text.startswith("WHO") for one in found.cited] == [True]
    assert all(footing.number == 1 for one in found.cited for footing in one.footings)


def test_the_full_answer_tells_its_own_statements_and_leaves_the_conversation_as_it_was(consultant: Consultant) -> None:
    first = consultant.answer(CASE)
    full = consultant.anew(first.conversation, "full")
    assert full.conversation == first.conversation
    assert len(full.cited) > len(first.cited)
