"""Contoh."""


def contoh(x: int) -> int:
    """Gandakan."""
    return 2 * x  # dua kali
