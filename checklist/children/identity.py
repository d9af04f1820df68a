"""Resident identity numbers (GB 11643-1999): check digit, birth date, sex, and masking.

The area part only says where the number was first issued, so it is never a reason to
reject one and never taken for the household register.
"""

import re
from datetime import date

MASK = "*"


def check_digit_holds(number: str) -> bool:
    """Whether the eighteenth character fits the first seventeen (ISO 7064 mod 11-2)."""
    from stdnum.cn import ric  # noqa: PLC0415 - only profiles with a number pay for it

    return str(ric.calc_check_digit(number)) == number[17].upper()


def well_formed(number: str) -> bool:
    """Seventeen digits and a digit or X."""
    return re.fullmatch(r"[0-9]{17}[0-9Xx]", number) is not None


def birth_date(number: str) -> date | None:
    """The birth date a well-formed number states; None when there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex(number: str) -> str:
    """The sex a number states: "male" where its 17th digit is odd, "female" where even."""
    return "male" if int(number[16]) % 2 else "female"


def masked(number: str) -> str:
    """The number with its birth date and sequence hidden: first six and last four remain."""
    return number[:6] + MASK * 8 + number[14:] if len(number) == 18 else MASK * len(number)  # noqa: PLR2004
