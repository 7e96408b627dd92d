"""Gists: the few words of the short answer hold nothing that their statement does not, and are shorter."""

import pytest

from chains.audit.claim import Claim
from chains.audit.support import unsupported
from chains.consult import Consultant
from chains.gist import gist, gists
from chains.ground import numbers, passage_numbers
from knowledge.case import CaseDetails


@pytest.mark.parametrize("key", sorted(gists()))
def test_a_gist_says_nothing_that_its_statement_does_not(consultant: Consultant, key: str) -> None:
    passage = consultant.library.passage(key)
    assert passage is not None, f"the register has no statement {key}"
    words = gist(passage)
    claim = Claim(section="", text=words, references=(passage.source_id,), passages=(passage,))
    assert unsupported(claim, CaseDetails(), "") == ()
    assert numbers(words) <= passage_numbers(passage)
    assert len(words) < len(passage.statement.text)


def test_the_long_answer_tells_the_statement_whole(consultant: Consultant) -> None:
    text = "58M G2 pancreatic NET, Ki-67 8 %, liver metastases. Prognosis?"
    passage = consultant.library.passage("nccn-net#s13")
    assert passage is not None
    whole, few = passage.statement.text.rstrip("."), gist(passage).rstrip(".")
    short, full = (
        consultant.answer(text, depth=depth).answer.model_dump_json(include={"sections"}) for depth in ("short", "full")
    )
    assert (few in short, whole in short) == (True, False)
    assert (few in full, whole in full) == (False, True)
