"""Codes and user names: plain text in, plain text out."""

import re
from collections.abc import Container

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O 1 I L U: read aloud and typed from paper
CODE_LENGTH = 12
GROUP = 4


def show_code(code: str) -> str:
    """Return a code as printed: groups of four with hyphens."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str:
    """Return a typed code without hyphens, spaces and case, with the letters people confuse put right."""
    plain = re.sub(r"[^0-9A-Z]", "", typed.upper())
    return plain.translate(str.maketrans("0O1ILU", "QQJJJV"))


def user_name(folded_name: str, taken: Container[str]) -> str:
    """Return a free user name for a folded full name: 'nguyen van an' gives 'an.nguyenvan', then 'an.nguyenvan2'."""
    *family, given = folded_name.split() or ["nguoi"]
    wish = f"{given}.{''.join(family)}" if family else given
    name, number = wish, 1
    while name in taken:
        number += 1
        name = f"{wish}{number}"
    return name
