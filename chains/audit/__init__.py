"""Audit: what an answer says, held against what it cites and against the patient it speaks to.

Shares no code with ``chains.ground``, so that a fault of the one is seen by the other; changes nothing.
"""
