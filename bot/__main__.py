"""``python -m bot``, the same as the console script ``netboard``."""

from bot.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
