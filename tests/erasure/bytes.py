"""Every byte of a store, opened: pages that are free, the index and the log as well."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 4096, 80, 16  # of SQLCipher: a vector and a seal end each page


def opened_bytes(database: Path, key: str) -> bytes:
    """Return all pages of a file and of the log beside it, decrypted."""
    plain = bytearray(_pages(database.read_bytes(), bytes.fromhex(key)))
    log = Path(f"{database}-wal")
    if log.exists() and (held := log.read_bytes()):
        frame = 24 + PAGE
        for start in range(32, len(held) - frame + 1, frame):
            number = int.from_bytes(held[start : start + 4], "big")
            page = held[start + 24 : start + frame]
            plain += _page(page, bytes.fromhex(key), is_first=number == 1)
    return bytes(plain)


def _pages(held: bytes, key: bytes) -> bytes:
    pages = [held[start : start + PAGE] for start in range(0, len(held), PAGE)]
    return b"".join(
        _page(one, key, is_first=not place) for place, one in enumerate(pages)
    )


def _page(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    start = SALT if is_first else 0
    vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    reader = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return reader.update(page[start : PAGE - RESERVED]) + reader.finalize()
