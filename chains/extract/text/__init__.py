"""The text made ready: folded, cut, masked, with its words, numbers and contexts."""
