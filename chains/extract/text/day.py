"""Day: a day as notes write it without its year: "Thursday", "the 22nd", "3 Dec", "4/12"."""

from chains.extract.text.moment import MONTH

WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
NTH = r"(?:the )?\d{1,2}(?:st|nd|rd|th)"
"""A day without its month."""
OF_A_MONTH = rf"(?:{NTH} (?:of )?{MONTH}|\d{{1,2}}\.? (?:of )?{MONTH}|{MONTH} (?:{NTH}|\d{{1,2}}(?!\d)))"
"""A day with the name of its month."""
DATE = rf"(?:{OF_A_MONTH}|\d{{1,2}}[./]\d{{1,2}}\.?(?![\d/]|\.\d))"
"""A day with its month."""
NO_YEAR = r"(?!,? ?(?:'\d\d|(?:19|20)\d\d))"
"""What must not follow a day that is told without its year."""
YEARLESS = rf"(?:{DATE}|{NTH}|(?:this |next |coming )?{WEEKDAY}|tomorrow|tmrw)(?![a-z0-9/]){NO_YEAR}"
"""Any day that is told without its year, and may be one to come."""
