"""Messages for people, in Chinese and English: one home for the wording, found by code.

Each stage keeps its own `messages.py` with a dict MESSAGES: code -> (中文, English); this module looks them up.
Placeholders are str.format names. Data files always carry the Chinese wording (the same bytes everywhere).
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

MESSAGES: dict[str, tuple[str, str]] = {
    "unreadable": ("无法读取：{reason}", "cannot be read: {reason}"),
    "source_not_found": ("找不到文件；请检查路径", "no such file; check the path"),
    "source_unreadable": (
        "文件打不开（{reason}）；请检查权限",
        "cannot be opened ({reason}); check its permissions",
    ),
    "source_too_large": (
        "文件超过 {limit} MB；请拆分后再试",
        "larger than {limit} MB; split it and try again",
    ),
    "address_unsupported": (
        "这里只读文件；请先把网页存成文件，或用 qingdan extract 读取网址",
        "only files are read here; save the page first, or read the address with qingdan extract",
    ),
    "same_title_other_document": (
        "与 {other} 标题、发文机关相同而内容不同，已另编文件编号；请核对",
        "has the title and issuer of {other} but other records; it got an id of its own, please look",
    ),
    "no_list_inside": (
        "里面没有找到清单、表格或带编号的章节；请确认这是规划正文或其附件",
        "no list, table or numbered section inside; check that this is the plan itself or its annex",
    ),
    "nested_beyond_limit": (
        "嵌套层数过深，无法读取；文件可能损坏或有意构造",
        "nested too deeply to be read; damaged or hostile",
    ),
    "out_of_memory": ("内存不足，未能读取；请拆分文件", "not enough memory to read it; split the file"),
    "internal_error": (
        "程序内部错误（{reason}）；请附上该文件报告问题",
        "internal error ({reason}); please report it with the file",
    ),
    "reader_died": (
        "读取时进程被终止；文件可能损坏或过大",
        "the reading process was killed; damaged or too large",
    ),
    "sample_unknown": ("没有这个样本；已有：{known}", "no such sample; there are: {known}"),
    "sample_exists": (
        "同名样本已存在；请用 --name 另取名字",
        "a sample of this name exists; choose another with --name",
    ),
    "sample_name": (
        "样本名只能是一个文件夹名，不能含路径",
        "the name of a sample is one folder name, not a path",
    ),
    "folder_empty": (
        "文件夹里没有可读的文件（{suffixes}）；请检查路径",
        "no file of a known format in this folder ({suffixes}); check the path",
    ),
    "stdout_lost": ("输出写不出去（{reason}）", "the output cannot be written ({reason})"),
    "no_samples": ("这里没有样本（*/sample.toml）", "no samples here (*/sample.toml)"),
    "samples_head": (
        "预期 {{expected}} 行，一致 {{same}}，不同 {{changed}}，缺少 {{missing}}，多出 {{new}}",
        "{{expected}} expected, {{same}} same, {{changed}} changed, {{missing}} missing, {{new}} new",
    ),
    "samples_done": ("共核对 {count} 个文件，{failed} 个不符", "{count} files compared, {failed} differ"),
    "sample_written": ("已写入 {path}；请审阅差异", "wrote {path}; review the diff"),
    "sample_added": (
        "已加入 {path}；请补写来源并核对预期结果",
        "added {path}; fill in its origin and review the records",
    ),
    "place_unknown": (
        "不认识的区划：{place}；请给出全称（某市某区）或六位区划代码",
        "unknown place: {place}; give its full name (某市某区) or its GB/T 2260 code",
    ),
    "place_ambiguous": (
        "{place} 不止一处：{choices}；请写全称或代码",
        "{place} is more than one place: {choices}; give the full name or the code",
    ),
    "names_none": ("没有找到单位名称", "no organisation named"),
    "names_all_known": ("没有未收录的单位名称", "no unknown organisations"),
    "names_rows": (
        "请核对后粘贴到 normalize/data/organizations_aliases.csv：",
        "check, then paste into normalize/data/organizations_aliases.csv:",
    ),
    "check_failed": (
        "核对不符（{kind}）：所载 {stated}，计算 {computed}",
        "check failed ({kind}): stated {stated}, computed {computed}",
    ),
}

_STAGES = ("extract", "parsers", "normalize", "output", "fetch", "catalog")


@cache
def _all() -> dict[str, tuple[str, str]]:
    merged = dict(MESSAGES)
    for stage in _STAGES:
        module = importlib.import_module(f".{stage}.messages", __package__)
        for code, pair in module.MESSAGES.items():
            if code in merged:
                raise ValueError(f"message code {code!r} defined twice")
            merged[code] = pair
    return merged


def render(code: str, lang: str = "zh", params: Mapping[str, Any] | None = None) -> str:
    """The wording of a code in `zh` or `en`; an unknown code shows itself and its parameters."""
    pair = _all().get(code)
    if pair is None:
        return code + (f" {dict(params)}" if params else "")
    return pair[1 if lang == "en" else 0].format(**(params or {}))


def default_language(environ: Mapping[str, str] = os.environ) -> str:
    """`en` or `zh` from LC_ALL, LC_MESSAGES, LANG; Chinese unless the locale is plainly English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
