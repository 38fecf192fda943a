"""The place a document speaks for, from what it says about itself: issuer, title, numbers, site code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ..model import Finding
from ..text import fold, lazy
from .codes import credit_code
from .datafiles import rows
from .places import (
    NATION,
    Jurisdiction,
    host_code,
    is_zone,
    jurisdiction,
    level_of,
    match_place,
    parents_of,
    place_lines,
    place_name,
)

# 渝北府发〔2021〕1号: the place, then 府, 政, 委, 党; without one (青海规[2021]1号 of 青岛市海洋发展局) it may be any word.
_DOC_NUMBER = lazy(
    r"^\s*(\p{Han}{2,6}?)(?:人民政府|政府|府|政|委|党)(?:办|规|发|函|字|文|综|秘|通|令)*\s*[〔\[(﹝]"
)
_NATIONAL_NUMBER = lazy(r"^\s*(?:国发|国办|国函|中办|中发|国令)(?:发|函|电|明|字|文|秘)*\s*[〔\[(（﹝第]")
_NATIONAL_ISSUER = lazy(
    r"^(?:中华人民共和国|国务院|中共中央|国家(?!税务总局.)|中央|全国|最高人民)|^(?!.*[委组统宣])\p{Han}{2,8}部(?:办公厅)?$",
    holds=("国", "中央", "最高人民", "部"),
)
_BLANKS = lazy(r"\s+")


def jurisdiction_of(
    *,
    title: str = "",
    issuer: str = "",
    doc_number: str = "",
    index_number: str = "",
    site_code: str | None = None,
    site_domain: str | None = None,
) -> Jurisdiction:
    """The place a document speaks for, from what it says about itself; conflicts are in `findings`.

    Order of trust: the issuer's name, the title, the credit code inside the index number (if its check
    digit holds), the word in front of the document number, the site code (GB/T 2260 in its first six digits).
    The sign of a province in a document number (浙政办发) counts where nothing else names a place.
    A zone in the issuer or title is more exact than its host's code, and no conflict.

    >>> found = jurisdiction_of(issuer="重庆市渝北区人民政府办公室")
    >>> found.code, found.name, found.level, found.full_name
    ('500112', '渝北区', 'county', '重庆市渝北区')
    """
    del site_domain  # host names are no codes: kept for callers that only have those
    findings: list[Finding] = []
    code_key = _index_key(index_number, findings)
    named = [
        (field, key)
        for field, text in (("issuer", issuer), ("title", title))
        for key in _first_key(text, code_key)
    ]
    coded = list(_coded(code_key, "", site_code))
    if not coded and (place := _unlisted(issuer) or _unlisted(title)):
        findings.append(
            Finding(
                "warning",
                "jurisdiction_unlisted",
                field="jurisdiction",
                raw=place.name,
                params={"raw": place.name},
            )
        )
        return replace(place, findings=tuple(findings))
    stated = [*named, *_coded(code_key, doc_number, site_code)]
    sign, province = _sign(doc_number)
    if not stated and not province:
        findings.append(Finding("warning", "jurisdiction_unknown", field="jurisdiction", raw=issuer or title))
        return Jurisdiction(findings=tuple(findings))
    if not stated:
        findings.append(_by_sign(sign, province, doc_number))
        return replace(jurisdiction(province), findings=tuple(findings))
    chosen = _most_exact(stated)
    if province and not _fits_sign(chosen, sign, province):
        findings.append(_conflict("doc_number", province, chosen))
    for field, key in stated:
        if not _agree(chosen, key):
            findings.append(_conflict(field, key, chosen))
    findings.extend(_former_names(issuer or title, host_code(chosen)))
    return replace(jurisdiction(chosen), findings=tuple(findings))


# 星河区人民政府, 星河区委办公室: the place is what stands before its government or committee.
_GOVERNED = lazy(
    r"(?P<above>\p{Han}{2,4}?[市州])?(?P<name>\p{Han}{1,6}?(?:自治县|自治旗|[县区市旗]))(?=人民政府|政府(?:办|关于|$)|委办公室|委员会办公室|人民代表大会)"
)
_NO_PLACE = lazy(
    r"(?:开发区|高新区|[园社景新小片灾山地牧林矿库]区|[示功保合度管实][^区]{1,4}区|城市|超市|门市|股市)$"
)


def _unlisted(text: str) -> Jurisdiction | None:
    """A county or district that governs and that no list has (a new one, or one of an example): name without code.

    `host_code` is the city or province named in front of it: 重庆市星河区人民政府 lies in 重庆市.
    """
    copy = _BLANKS.sub("", fold(text)).removeprefix("中共")
    above = match_place(copy, 0)
    key = above.keys[0] if above and not above.short and len(above.keys) == 1 else ""
    if key and (is_zone(key) or level_of(key) == "county"):
        return None
    found = _GOVERNED.match(copy, above.end if above and key else 0)
    if not found or _NO_PLACE.search(found["name"]):
        return None
    if match_place(found["name"]) is not None and not key:
        return None
    parents = tuple(place_name(code) for code in (*parents_of(key), key)) if key else ()
    full = (place_name(key) if key else "") + (found["above"] or "") + found["name"]
    return Jurisdiction("", found["name"], "county", full, parents, host_code=key)


def _index_key(index_number: str, findings: list[Finding]) -> str:
    """Code in use of the credit code in an index number; "" if there is none or its check digit fails."""
    found = credit_code(index_number)
    if found is None:
        return ""
    if not found.valid:
        findings.append(
            Finding(
                "warning",
                "credit_code_invalid",
                field="index_number",
                raw=index_number,
                params={"code": found.code},
            )
        )
        return ""
    return jurisdiction(found.place_code).code


def _coded(code_key: str, doc_number: str, site_code: str | None) -> Iterator[tuple[str, str]]:
    if code_key:
        yield "index_number", code_key
    if number_key := _number_key(doc_number, code_key):
        yield "doc_number", number_key
    if site_code and (site_key := jurisdiction(site_code[:6]).code):
        yield "site_code", site_key


def _first_key(text: str, context: str) -> tuple[str, ...]:
    """The first place or zone that a title or issuer names; () if none or if namesakes cannot be told apart."""
    copy = _BLANKS.sub("", fold(text))
    if not copy:
        return ()
    if _NATIONAL_ISSUER.search(copy):
        return (NATION,)
    for start in range(min(len(copy), 40)):
        found = match_place(copy, start, context)
        if found and (not found.short or start == 0):
            return found.keys if len(found.keys) == 1 else ()
    return ()


def _number_key(doc_number: str, context: str) -> str:
    """The place whose short name a document number begins with: 渝北府发〔2021〕1号; one-sign words (京, 皖) are read by `_sign`."""
    if doc_number.lstrip()[:1] in ("国", "中") and _NATIONAL_NUMBER.match(doc_number):
        return NATION
    match = _DOC_NUMBER.match(fold(doc_number))
    found = match_place(match.group(1), 0, context) if match else None
    return (
        found.keys[0] if found and len(found.keys) == 1 and match and found.end == len(match.group(1)) else ""
    )


@cache
def _formers() -> dict[str, tuple[tuple[str, str], ...]]:
    """Code in use -> former names that stand for it today, with the last year of each."""
    found: dict[str, list[tuple[str, str]]] = {}
    for _code, name, last, now in place_lines():
        if last and now and name != place_name(now):
            found.setdefault(now, []).append((name, last))
    return {code: tuple(sorted(set(names))) for code, names in found.items()}


def _former_names(text: str, code: str) -> Iterator[Finding]:
    """A place named by a name that is out of use: 下城区 until 2020, now 拱墅区."""
    copy = _BLANKS.sub("", fold(text))
    for name, last in _formers().get(code, ()):
        if name in copy and place_name(code) not in copy:
            params = {"name": name, "last": last, "now": place_name(code)}
            yield Finding("info", "jurisdiction_former_place", field="jurisdiction", raw=name, params=params)


@cache
def _signs() -> dict[str, str]:
    return {row["sign"]: row["code"] for row in rows("place_signs.csv")}


_SIGN = lazy(r"^\s*(\p{Han}{2})(?:办|规|发|函|字|文|综|秘|通|令|任|电|告|明)*\s*[〔\[(﹝]")


def _sign(doc_number: str) -> tuple[str, str]:
    """The sign of a province in front of a document number and its code: 浙政办发〔2022〕5号; ("", "") if there is none."""
    copy = fold(doc_number)
    match = _SIGN.match(copy) if copy.lstrip()[:2] in _signs() else None
    sign = match.group(1) if match else ""
    return (sign, _signs()[sign]) if sign in _signs() else ("", "")


def _fits_sign(chosen: str, sign: str, province: str) -> bool:
    """Whether a place may use the sign: it lies in the province, or 晋政 is 晋江市's own word in another one."""
    code = host_code(chosen)
    own = (place_name(key) for key in (code, *parents_of(code)))
    return code[:2] == province[:2] or any(name.startswith(sign[0]) for name in own)


def _by_sign(sign: str, province: str, doc_number: str) -> Finding:
    params = {"sign": sign, "name": place_name(province)}
    return Finding("info", "jurisdiction_by_sign", field="jurisdiction", raw=doc_number, params=params)


def _most_exact(stated: list[tuple[str, str]]) -> str:
    """The issuer's or title's place; made more exact by a source below it that agrees (title 某市某区 over issuer 某市)."""
    chosen = stated[0][1]
    for _field, key in stated[1:]:
        if key != chosen and _inside(key, chosen) and level_of(host_code(chosen)) != "nation":
            chosen = key
    return chosen


def _inside(key: str, outer: str) -> bool:
    if is_zone(outer):
        return False
    inner = host_code(key)
    return (is_zone(key) and inner == outer) or (
        inner != outer and inner.startswith(outer.rstrip("0") or "!")
    )


def _agree(chosen: str, key: str) -> bool:
    return (
        key == chosen or _inside(chosen, key) or _inside(key, chosen) or host_code(chosen) == host_code(key)
    )


def _conflict(field: str, key: str, chosen: str) -> Finding:
    params = {"stated": place_name(key), "chosen": place_name(chosen)}
    level = "info" if field == "doc_number" else "warning"  # 伊州政办发 is 伊犁州, not 伊州区
    return Finding(level, "jurisdiction_conflict", field=field, raw=place_name(key), params=params)
