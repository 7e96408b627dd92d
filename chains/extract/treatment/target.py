# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Target: what a treatment is directed at - "ablation of two liver metastases", "radiotherapy to the pelvis"."""

import re

_TARGET = re.compile(
    r"^,? ?(?:to|of|for|in|on) (?:(?:the|a|an|his|her|\d{1,2}(?:\.\d)?(?: ?[cm]m)?|seg(?:ment)?\.? [0-9ivab/-]+|one|two|three|four|several|multiple|solitary|single|left|right|bilobar|both|residual|known|new|small|large|dominant|her|his|x ?\d) ){0,12}"
    r"(?:(?:liver|hepatic|bone|brain|spinal|spine|lung|nodal|node|pelvic|bony|hip|femur|femoral|sacral|sacrum|rib|humerus|humeral|iliac|skull|sternal|vertebral|cerebellar|[ctls] ?\d{1,2}(?: ?[-/] ?[ctls]?\d{1,2})?) ){0,2}(?:[ctls] ?\d{1,2}(?: ?[-/] ?[ctls]?\d{1,2})?(?![a-z0-9])|hip|sacrum|femur|spine|pelvis|ribs?|brain|skull|metasta[a-z]+|mets?|lesions?|lobes?|recurrences?|disease|deposits?|segments?(?: [0-9ivab/-]+)?)"
    r"|^ (?:liver|hepatic)(?: (?:lesions?|mets?|metasta[a-z]+|seg(?:ment)?\.? ?[0-9ivab/-]+))?(?= ?\(| ?,? ?(?:19|20)\d\d| in | ?$)"
)
"""What a treatment is directed at: "ablation of two liver metastases"."""


def without_target(gap: str) -> str:
    """What stands behind a treatment, without its target."""
    return _TARGET.sub(" ", gap, count=1)
