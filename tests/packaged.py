"""Packaged: the register and the rulebook as they are shipped, read once for all tests of a process.

No test changes them; the tests of how they are read read them anew.
"""

from knowledge.register import load_register
from knowledge.rules.engine import Rulebook

REGISTER = load_register()
RULEBOOK = Rulebook.load(REGISTER)
