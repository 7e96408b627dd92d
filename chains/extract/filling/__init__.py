"""What a chat model may fill, and the proof that a suggestion needs."""
