"""Help: what netboard says of itself."""

from collections.abc import Mapping

HELP = (
    "Write a case of a neuroendocrine tumour as you would to a colleague and ask about prognosis, treatment or evidence; "
    "follow up in the same thread with more facts, corrections or \"what if\". "
    "For a quick factor: grade 8% 3, stage pancreas T2 N1 M0, krenning 3, liver 40%, survival pancreas G2 liver, drug everolimus."
)
SMALL_TALK: Mapping[str, str] = {
    "thanks": "You are welcome. Add a fact or ask a follow-up in this thread at any time.",
    "greeting": f"Hello. {HELP}",
    "help": HELP,
}


def safety(knowledge_date: str) -> str:
    """The standing safety line with the date of the knowledge base."""
    return (
        "Decision support for clinicians, not a medical device and no substitute for the multidisciplinary team; "
        f"cohort figures describe groups, not this patient. Knowledge base of {knowledge_date}."
    )
