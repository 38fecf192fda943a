"""Check digits of the codes that name an organisation: 统一社会信用代码, 组织机构代码, 索引号.

Sources: GB 32100-2015 (unified social credit code), GB 11714-1997 (organisation code),
GB/T 2260 (characters 3-8 of the credit code).
"""

from __future__ import annotations

from ..lightclass import dataclass
from ..text import lazy

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I O S V Z
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = lazy(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])")
_BODY_KINDS = {"11": "government", "12": "public_institution", "13": "mass_organization"}


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A 统一社会信用代码, upper case, and what its characters say."""

    code: str
    valid: bool  # check digit of GB 32100
    body_kind: str  # government (机关), public_institution (事业单位), mass_organization (群团) or ""
    place_code: str  # GB/T 2260, as of the day the code was given: may be a former code
    organization_code: str  # 9 characters of GB 11714
    organization_valid: bool


def credit_check_digit(first17: str) -> str:
    """The 18th character of a credit code; ValueError for characters the alphabet does not have.

    `(31 - sum) % 31` and not `31 - sum % 31`: the latter is 31, out of range, when the sum divides by 31.

    >>> credit_check_digit("11500111009347908")
    'D'
    """
    total = sum(_ALPHABET.index(char) * weight for char, weight in zip(first17, _CREDIT_WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def organization_check_digit(first8: str) -> str:
    """The 9th character of a GB 11714 code: 0-9, or X for ten.

    >>> organization_check_digit("00934790")
    '8'
    """
    values = (int(char, 36) for char in first8)
    total = sum(value * weight for value, weight in zip(values, _ORGANIZATION_WEIGHTS, strict=True))
    digit = -total % 11
    return "X" if digit == 10 else str(digit)


def credit_code(text: str) -> CreditCode | None:
    """The first credit code in a text such as an 索引号, whatever its case; None if there is none.

    >>> found = credit_code("11500111009347908d/2022-00169")
    >>> found and (found.code, found.valid, found.place_code, found.body_kind, found.organization_valid)
    ('11500111009347908D', True, '500111', 'government', True)
    """
    found = _CREDIT.search(text.upper())
    if found is None:
        return None
    code = found.group()
    organization = code[8:17]
    return CreditCode(
        code=code,
        valid=credit_check_digit(code[:17]) == code[17],
        body_kind=_BODY_KINDS.get(code[:2], ""),
        place_code=code[2:8],
        organization_code=organization,
        organization_valid=organization_check_digit(organization[:8]) == organization[8],
    )
