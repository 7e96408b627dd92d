"""The second reading: a learned reader that knows none of the rules, and can only keep a fact from being told."""
