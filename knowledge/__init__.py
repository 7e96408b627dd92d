"""What netboard knows and may cite: the case vocabulary, the rules, the register and its search."""
