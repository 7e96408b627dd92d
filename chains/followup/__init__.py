"""Follow-up: a message read in the light of its conversation: a bare answer, a correction, something taken back."""

from chains.followup.answer import AmbiguousAnswerError
from chains.followup.blank import statements
from chains.followup.message import read_message
from chains.followup.supposition import supposed
from chains.followup.words import spoken

__all__ = ["AmbiguousAnswerError", "read_message", "spoken", "statements", "supposed"]
