"""Lock: a lock on a file, shared by readers or held alone; the system frees it when the process ends."""

import sys
import time
from pathlib import Path


class Lock:
    """A lock that is held from its making until it is released."""

    def __init__(self, path: Path, *, alone: bool, patience_s: float) -> None:
        """Wait up to ``patience_s`` for others to give way, then raise TimeoutError; OSError for a bad path."""
        self._file = path.open("a+b")
        deadline = time.monotonic() + patience_s
        while not self._try(alone):
            if time.monotonic() > deadline:
                self._file.close()
                raise TimeoutError
            time.sleep(0.05)

    def _try(self, alone: bool) -> bool:
        if sys.platform == "win32":
            import msvcrt

            try:
                self._file.seek(0)
                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                return False
            return True
        import fcntl

        try:
            fcntl.flock(self._file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Give the lock up; a second call does nothing."""
        self._file.close()
