"""Two ranges touch where some number lies in both."""

from itertools import product

from knowledge.rules.ranges import Interval

ENDS = ((0, 3), (3, 20), (2, 5), (3, 3), (20, 20), (0, 20), (5, 100))


def test_ranges_touch_exactly_where_what_they_share_is_not_empty():
    every = [Interval(*ends, *shut) for ends in ENDS for shut in product((True, False), repeat=2)]
    for one, two in product(every, repeat=2):
        assert one.touches(two) == (not one.meet(two).empty), (one, two)
