"""Follow-up: a message read in the light of its conversation: a bare answer, a correction, something taken back."""

from chains.followup.answer import AmbiguousAnswerError
from chains.followup.asking import asks, chats, tells_news, told, without_suppositions
from chains.followup.blank import statements, without_anecdotes
from chains.followup.message import read_message
from chains.followup.pronoun import pronoun_clash, without_pronoun
from chains.followup.supposition import OF_NO_CASE, supposed, supposed_shortly
from chains.followup.words import names_a_field, spoken

__all__ = [
    "OF_NO_CASE",
    "AmbiguousAnswerError",
    "asks",
    "chats",
    "names_a_field",
    "pronoun_clash",
    "read_message",
    "spoken",
    "statements",
    "supposed",
    "supposed_shortly",
    "tells_news",
    "told",
    "without_anecdotes",
    "without_pronoun",
    "without_suppositions",
]
