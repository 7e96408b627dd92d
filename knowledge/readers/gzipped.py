"""Gzipped: a file packed with gzip, as PubMed and PubMed Central give their sets, unpacked no further than is read."""

import zlib

from knowledge.readers.document import UnreadableError

GZIP = b"\x1f\x8b"
_WINDOW = 16 + zlib.MAX_WBITS
"""Asks zlib for the head and foot that gzip puts around its data."""


def unpacked(data: bytes, name: str, most: int) -> tuple[bytes, str]:
    """What is packed, and the name without its ``.gz``; nothing beyond ``most`` bytes is ever unpacked.

    Raises UnreadableError for a file that unpacks to more, that is damaged or cut off, or that is packed twice.
    """
    found = bytearray()
    rest = data
    try:
        while rest.startswith(GZIP):
            part = zlib.decompressobj(_WINDOW)
            found += part.decompress(rest, most + 1 - len(found))
            if len(found) > most:
                raise UnreadableError(f"{name} unpacks to more than {most // 1024**2} MB; add it in parts.")
            if not part.eof:
                raise UnreadableError(f"{name} is cut off: it is packed and its end is missing; copy it once more.")
            rest = part.unused_data
    except zlib.error as error:
        raise UnreadableError(f"{name} is packed with gzip and damaged; copy the file once more.") from error
    if found.startswith(GZIP):
        raise UnreadableError(f"{name} is packed twice; unpack it and add what is in it.")
    if not found:
        raise UnreadableError(f"{name} holds nothing; copy the file once more.")
    return bytes(found), name[:-3] if name.casefold().endswith(".gz") else name
