"""A generator of random plan tables of invented districts: known rows, many renditions.

Headings are those that real plans use; names, words and figures are invented. A plan is made from a
seed, so a failing one is named by its number.
"""

from __future__ import annotations

import csv
import itertools
import random
import re
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

STEMS = [
    "发展改革局",
    "教育局",
    "科技局",
    "工业和信息化局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源社会保障局",
    "自然资源局",
    "生态环境局",
    "住房城乡建设局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "商务局",
    "文化旅游局",
    "卫生健康局",
    "应急管理局",
    "审计局",
    "市场监管局",
    "统计局",
    "林业局",
    "城市管理局",
    "医保局",
    "乡村振兴局",
    "气象局",
]
OTHERS = [
    "团区委",
    "区妇联",
    "区委宣传部",
    "各镇（街道）",
    "各乡镇",
    "云溪镇",
    "青石街道",
    "高新区管委会",
    "区城投集团",
    "区属国有企业",
    "区级相关部门",
    "县供电公司",
    "区法院",
    "区税务局",
]
VERBS = [
    "推进",
    "完善",
    "加强",
    "实施",
    "开展",
    "建立",
    "落实",
    "强化",
    "推动",
    "支持",
    "鼓励",
    "严格",
    "优化",
    "健全",
    "加快",
    "深化",
    "巩固",
    "提升",
]
OBJECTS = [
    "农村人居环境整治",
    "排水管网改造",
    "河湖长制工作机制",
    "工业园区循环化改造",
    "老旧小区改造",
    "绿色建筑推广",
    "生活垃圾分类",
    "饮用水水源地规范化建设",
    "扬尘污染防治",
    "新能源汽车推广应用",
    "林长制网格管理",
    "秸秆综合利用",
    "中小企业服务体系",
    "职业技能培训",
    "智慧交通建设",
    "基层医疗机构能力建设",
    "养老服务设施布局",
    "数字政府平台建设",
    "土壤污染状况调查",
    "河道清淤疏浚",
    "高标准农田建设",
    "危险废物规范化管理",
    "入河排污口排查整治",
]
CATEGORIES = [
    "大气污染防治",
    "水污染防治",
    "土壤污染防治",
    "绿色发展",
    "能力建设",
    "民生保障",
    "产业转型",
    "生态修复",
    "基础设施",
    "社会治理",
    "固体废物",
    "风险防控",
    "乡村振兴",
]
INDICATORS = [
    "森林覆盖率(%)",
    "空气质量优良天数比例(%)",
    "细颗粒物(PM2.5)年均浓度(μg/m³)",
    "单位GDP能耗降低(%)",
    "城镇污水集中处理率(%)",
    "人均公园绿地面积(平方米/人)",
    "地区生产总值(亿元)",
    "高标准农田面积(万亩)",
    "每千人口床位数(张)",
    "城镇新增就业(万人)",
    "研发经费投入强度(%)",
    "地表水达到或好于Ⅲ类水体比例(%)",
    "粮食综合生产能力(万吨)",
    "常住人口城镇化率(%)",
    "河湖水域面积保有率(%)",
    "受污染耕地安全利用率(%)",
    "行政村公路通达率(%)",
    "单位面积用水量(立方米)",
]
PROJECTS = [
    "污水处理厂扩建工程",
    "中心城区雨污分流项目",
    "湿地公园建设项目",
    "固废资源化利用项目",
    "矿山生态修复工程",
    "智慧环保平台",
    "河道综合整治工程",
    "城乡供水一体化工程",
    "垃圾转运站建设",
    "充电基础设施项目",
]

HEAD = {
    "no": "序号 编号 序号 项次",
    "category": "类别 领域 任务类别 重点领域 分类",
    "task": "主要任务 任务内容 工作任务 重点任务 工作措施 目标任务 具体任务 任务清单",
    "lead": "牵头单位 牵头部门 主责单位 主办单位",
    "responsible": "责任单位 责任部门 实施单位 责任主体",
    "support": "配合单位 协办单位 参与单位 配合部门 协同单位",
    "deadline": "完成时限 时间节点 完成时间",
    "note": "备注 说明",
    "name_i": "指标 指标名称 主要指标",
    "attribute": "属性 指标属性 指标性质",
    "name_p": "项目名称 工程名称 重点项目",
    "content": "建设内容 建设内容及规模 建设规模及内容 主要建设内容",
    "investment": "总投资(亿元) 投资估算(万元) 估算投资（亿元） 计划投资(万元) 总投资（万元）",
    "period": "建设年限 建设期限 起止年限 建设周期",
    "group": "篇章 项目大类 大类 领域",
    "item": "领域 项目子类 子类",
    "total": "任务数(条) 项目数(项) 任务数 总数",
    "done": "完成数(条) 完成数 已完成",
    "undone": "未完成数(条) 未完成数 未完成",
    "rate": "完成率(%) 完成率",
}


@dataclass
class Plan:
    """A generated table: role of each column, headings, rows with the sections they stand under."""

    seed: int
    kind: str
    roles: list[str]
    headers: list[str]
    rows: list[dict[str, str]] = field(default_factory=list)
    total: dict[str, str] | None = None
    title: str = ""
    notes: list[str] = field(default_factory=list)
    subtotals: dict[int, dict[str, str]] = field(default_factory=dict)  # after the row of this index

    @property
    def totals(self) -> int:
        return len(self.subtotals) + (self.total is not None)

    def cells(self, row: dict[str, str]) -> list[str]:
        return [row.get(role, "") for role in self.roles]


def organisations(rng: random.Random, prefix: str, low: int = 1, high: int = 5) -> str:
    names = [
        prefix + s if rng.random() < 0.9 else rng.choice(OTHERS)
        for s in rng.sample(STEMS, rng.randint(low, high))
    ]
    text = "、".join(dict.fromkeys(names))
    return text + rng.choice(["", "", "", "", "等", "，各镇街", f"，{prefix}级有关单位"])


def sentence(rng: random.Random) -> str:
    parts = []
    for _ in range(rng.choice([1, 1, 2, 2, 3, 4])):
        clause = rng.choice(VERBS) + rng.choice(OBJECTS)
        if rng.random() < 0.35:
            clause += rng.choice(
                ["，完成{}公里", "，新增{}处", "，覆盖率达到{}%以上", "，不少于{}家", "，建成{}个"]
            ).format(rng.randint(1, 200))
        parts.append(clause)
    text = "，".join(parts)
    if rng.random() < 0.2:
        text = f"到202{rng.randint(3, 5)}年，" + text
    return text + (rng.choice(["。", "。", "。", "；", ""]) if len(text) > 14 else "。")


def number(rng: random.Random) -> str:
    return rng.choice(
        [
            str(rng.randint(1, 9)),
            f"{rng.uniform(0.1, 99):.2f}",
            str(rng.randint(10, 9000)),
            f"{rng.uniform(0, 20):.1f}",
        ]
    )


def make(seed: int) -> Plan:
    """The plan of a seed."""
    rng = random.Random(seed)
    kind = rng.choice(["task", "task", "task", "indicator", "project", "progress"])
    return {"task": _task, "indicator": _indicator, "project": _project, "progress": _progress}[kind](
        rng, seed
    )


def _headers(rng: random.Random, roles: list[str]) -> list[str]:
    return [rng.choice(HEAD[r].split()) for r in roles]


def _task(rng: random.Random, seed: int) -> Plan:
    roles = ["no"]
    with_category = rng.random() < 0.5
    if with_category:
        roles = rng.choice([["category", "no"], ["no", "category"]])
    roles.append("task")
    orgs = rng.choice(
        [["lead", "responsible"], ["responsible", "support"], ["responsible"], ["lead", "support"], ["lead"]]
    )
    tail = [r for r in ("deadline",) if rng.random() < 0.4]
    roles += rng.choice([orgs + tail, tail + orgs])
    if rng.random() < 0.3:
        roles.append("note")
    plan = Plan(seed, "task", roles, _headers(rng, roles), title="重点任务分解表")
    prefix = rng.choice(["区", "县", "市"])
    chapter = section = category = ""
    sections = not with_category and rng.random() < 0.6
    chapters = sections_in_chapter = 0
    for n in range(1, rng.randint(6, 60)):
        if sections and (n == 1 or rng.random() < 0.08):
            chapters += 1
            sections_in_chapter = 0
            chapter, section = (
                "一二三四五六七八九十"[min(chapters, 10) - 1] + "、" + rng.choice(CATEGORIES),
                "",
            )
        if sections and rng.random() < 0.15:
            sections_in_chapter += 1
            section = f"（{'一二三四五六七八九十'[min(sections_in_chapter, 10) - 1]}）" + rng.choice(OBJECTS)
        if with_category and (not category or rng.random() < 0.2):
            category = rng.choice([c for c in CATEGORIES if c != category])
        row = {
            "no": str(n),
            "category": category,
            "task": sentence(rng),
            "chapter": chapter,
            "section": section,
        }
        for role in ("lead", "responsible"):
            row[role] = organisations(rng, prefix)
        row["support"] = organisations(rng, prefix) if rng.random() < 0.6 else ""
        row["deadline"] = rng.choice(["2023年12月", "2025年", "长期坚持", "2024年底", "持续推进"])
        row["note"] = rng.choice(["", "", "", "", "新增"])
        plan.rows.append(row)
    return plan


def _indicator(rng: random.Random, seed: int) -> Plan:
    roles = rng.choice([["category", "no", "name_i"], ["no", "category", "name_i"], ["no", "name_i"]])
    values = rng.choice([["v2020", "v2025"], ["v2025"], ["v2020", "v2023", "v2025"]])
    rest = rng.choice([[*values, "attribute"], ["attribute", *values]])
    roles = [*roles, *rest]
    if rng.random() < 0.5:
        roles.append(rng.choice(["lead", "responsible"]))
    headers = [
        {
            "v2020": rng.choice(["2020年", "2020年现状", "2020年现状值"]),
            "v2023": "2023年",
            "v2025": rng.choice(["2025年", "2025年目标值", "2025年目标"]),
        }.get(r)
        or rng.choice(HEAD[r].split())
        for r in roles
    ]
    plan = Plan(seed, "indicator", roles, headers, title="“十四五”规划主要指标")
    category = ""
    for n, name in enumerate(rng.sample(INDICATORS, rng.randint(5, len(INDICATORS))), 1):
        if not category or rng.random() < 0.3:
            category = rng.choice([c for c in CATEGORIES if c != category])
        row = {
            "no": str(n),
            "category": category,
            "name_i": name,
            "attribute": rng.choice(["约束性", "预期性"]),
        }
        for role in values:
            row[role] = rng.choice(
                [
                    number(rng),
                    number(rng),
                    "≥" + number(rng),
                    "<" + number(rng),
                    "完成市级下达目标",
                    number(rng) + "[1]",
                ]
            )
        if "v2020" in row and rng.random() < 0.1:
            row["v2020"] = "—"
        row["lead"] = row["responsible"] = organisations(rng, "市", 1, 3)
        plan.rows.append(row)
    return plan


def _project(rng: random.Random, seed: int) -> Plan:
    roles = rng.choice([["no", "category", "name_p"], ["category", "no", "name_p"], ["no", "name_p"]])
    middle = ["content", "investment", "period"]
    if rng.random() < 0.3:
        middle = ["content", "period", "investment"]
    roles = [*roles, *middle, "responsible"]
    if rng.random() < 0.3:
        roles.append("note")
    plan = Plan(seed, "project", roles, _headers(rng, roles), title="重点工程项目表")
    category, amount = "", 0
    for n in range(1, rng.randint(5, 40)):
        if not category or rng.random() < 0.25:
            category = rng.choice([c for c in CATEGORIES if c != category])
        cents = rng.choice([rng.randint(1, 9) * 100, rng.randint(1, 20000), (n + 1) * 100])
        amount += cents
        content = sentence(rng)
        if rng.random() < 0.15:
            content = f"1.{content}2.{sentence(rng)}"
        row = {
            "no": str(n), "category": category, "name_p": rng.choice(["云溪镇", "东湖片区", "青石街道", "北城新区"]) + rng.choice(PROJECTS),
            "content": content, "investment": _money(cents), "period": rng.choice(["2021-2025", "2021—2025年", "2022年", "2021～2023", "2023-2025年"]),
            "responsible": organisations(rng, "区", 1, 3), "note": rng.choice(["", "", "续建", "新建"]),
        }  # fmt: skip
        plan.rows.append(row)
    if rng.random() < 0.6:
        label = "name_p" if "category" not in roles else rng.choice(["category", "name_p"])
        plan.total = {label: rng.choice(["合计", "总计", "合 计"]), "investment": _money(amount)}
    return plan


def _money(cents: int) -> str:
    return f"{cents / 100:.2f}".rstrip("0").rstrip(".")


def _progress(rng: random.Random, seed: int) -> Plan:
    roles = ["group", "item", "total", "done", "undone", "rate"]
    headers = _headers(rng, roles)
    while headers[0] == headers[1]:
        headers = _headers(rng, roles)
    plan = Plan(seed, "progress", roles, headers, title="主要任务中期完成情况")
    sums = [0, 0]
    for group in rng.sample(CATEGORIES, rng.randint(3, 7)):
        for item in rng.sample(OBJECTS, rng.randint(1, 5)):
            total = rng.randint(1, 40)
            done = max(0, total - rng.choice([0, 0, 0, 1, 2]))
            sums = [sums[0] + total, sums[1] + done]
            plan.rows.append(_counts(total, done) | {"group": group + "工程", "item": item})
    plan.total = _counts(sums[0], sums[1]) | {"group": rng.choice(["汇总", "合计", "汇 总"])}
    return plan


def _counts(total: int, done: int) -> dict[str, str]:
    return {
        "total": str(total),
        "done": str(done),
        "undone": str(total - done),
        "rate": f"{done * 100 / total:.1f}",
    }


# --------------------------------------------------------------------------------------------------
# Renditions

STYLES = ("spaced", "dense", "blank_cells")


def flattened(
    plan: Plan,
    style: str,
    *,
    merged: bool = True,
    repeat_header: int = 0,
    tail: bool = True,
    broken: random.Random | None = None,
    hard: bool = False,
) -> str:
    """One cell a line. `spaced`: a blank line between cells, empty cells vanish; `dense`: no blank lines;
    `blank_cells`: a blank line between cells and one more for each empty cell. `merged`: a category is
    printed once a group, else in each row. `repeat_header`: again after that many rows. `broken`: cells
    over several lines; `hard`: also where a category printed once stands between number and text (a line is
    then the first half of a sentence or a new category, and only its words could tell)."""
    gap = "" if style == "dense" else "\n"
    lines: list[str] = [plan.title, ""]
    if gap:
        lines.append("")
    out = "\n".join(lines)

    def emit(cells: list[str]) -> str:
        text = ""
        for cell in cells:
            if cell:
                text += cell + "\n" + gap
            elif style == "blank_cells":
                text += "\n"
        return text

    def lines_of(cells: list[str]) -> list[str]:
        if broken is None:
            return cells
        sentences = hard or not merged or plan.roles[:2] != ["no", "category"]
        return [
            x
            for role, cell in zip(plan.roles, cells, strict=True)
            for x in break_cell(role, cell, broken, sentences=sentences)
        ]

    out += emit(plan.headers)
    chapter = section = ""
    seen: dict[str, str] = {}
    for n, row in enumerate(plan.rows):
        if repeat_header and n and n % repeat_header == 0:
            out += emit(plan.headers)
            seen = {}
        if row.get("chapter", "") != chapter:
            chapter, section = row["chapter"], ""
            out += emit([chapter])
        if row.get("section", "") != section:
            section = row["section"]
            if section:
                out += emit([section])
        cells = plan.cells(row)
        if broken is not None and not merged:
            cells = lines_of(cells)
        if merged:
            for role in ("category", "group"):
                if role in plan.roles:
                    i = plan.roles.index(role)
                    if seen.get(role) == cells[i]:
                        cells[i] = "\x00"
                    else:
                        seen[role] = cells[i]
            cells = [c for c in lines_of(cells) if c != "\x00"]
        out += emit(cells)
        if n in plan.subtotals:
            cells = plan.cells(plan.subtotals[n])
            out += emit(cells if style == "blank_cells" else [c for c in cells if c])
    if plan.total:
        out += emit(
            [c for c in plan.cells(plan.total) if c] if style != "blank_cells" else plan.cells(plan.total)
        )
    out += emit(plan.notes)
    if tail:
        out += "\n（此件公开发布）\n"
    return out


# --------------------------------------------------------------------------------------------------
# Grids: the same plans as table blocks, cut into fragments as pages cut them


@dataclass
class GridStyle:
    """How a table is drawn and cut. All choices come from the seed."""

    rows_a_page: int
    header_repeated: bool
    category_after_cut: str  # again, blank, merged
    merged_categories: bool
    section_rows: str  # span, first, paragraph
    cut_rows: bool
    caption: str  # none, continued
    unit_row: bool
    title_row: bool


def grid_style(seed: int) -> GridStyle:
    rng = random.Random(seed * 7919 + 1)
    return GridStyle(
        rows_a_page=rng.choice([5, 8, 13, 1000]),
        header_repeated=rng.random() < 0.6,
        category_after_cut=rng.choice(["again", "blank", "again"]),
        merged_categories=rng.random() < 0.7,
        section_rows=rng.choice(["span", "first", "span"]),
        cut_rows=rng.random() < 0.4,
        caption=rng.choice(["none", "none", "continued"]),
        unit_row=rng.random() < 0.3,
        title_row=rng.random() < 0.3,
    )


def grid_document(plan: Plan, style: GridStyle | None = None):
    """The plan as a Document of table fragments."""
    from qingdan.model import Document, Paragraph, Place

    style = style or grid_style(plan.seed)
    rng = random.Random(plan.seed * 31 + 7)
    pages = _pages(plan, style, rng)
    blocks: list = [Paragraph("一、" + plan.title, Place(paragraph=1))]
    for number, page in enumerate(pages):
        if number and style.caption == "continued":
            blocks.append(Paragraph(f"{plan.title}（续）", Place(paragraph=number + 2)))
        blocks.append(_page_table(plan, style, page, number))
    blocks += [Paragraph(note, Place(paragraph=90)) for note in plan.notes]
    blocks.append(Paragraph("（此件公开发布）", Place(paragraph=99)))
    return Document("plan", "test", "0" * 64, tuple(blocks))


def _pages(plan: Plan, style: GridStyle, rng: random.Random) -> list[list[tuple[str, dict[str, str]]]]:
    """Rows of each page: ("row", cells by role), ("section", text), ("total", …), ("rest", second half of a cut row)."""
    items: list[tuple[str, dict[str, str]]] = []
    chapter = section = ""
    for row in plan.rows:
        if row.get("chapter", "") != chapter:
            chapter, section = row["chapter"], ""
            items.append(("section", {"text": chapter}))
        if row.get("section", "") != section:
            section = row["section"]
            if section:
                items.append(("section", {"text": section}))
        items.append(("row", row))
        index = len(plan.subtotals) and next(i for i, r in enumerate(plan.rows) if r is row)
        if plan.subtotals and index in plan.subtotals:
            items.append(("total", plan.subtotals[index]))
    if plan.total:
        items.append(("total", plan.total))
    pages: list[list[tuple[str, dict[str, str]]]] = []
    main = next((r for r in ("task", "content") if r in plan.roles), None)
    for start in range(0, len(items), style.rows_a_page):
        page = items[start : start + style.rows_a_page]
        if pages and page[0][0] == "total" and "no" not in plan.roles:
            pages[-1] += page
            continue
        if style.cut_rows and main and pages and pages[-1][-1][0] == "row" and "no" in plan.roles:
            row = pages[-1][-1][1]
            text = row[main]
            if len(text) > 12:
                half = rng.randint(5, len(text) - 3)
                if not (text[half - 1].isascii() and text[half].isascii()):
                    pages[-1][-1] = ("row", {**row, main: text[:half]})
                    page = [("rest", {main: text[half:], "category": row.get("category", "")}), *page]
        pages.append(page)
    return pages


def _page_table(plan: Plan, style: GridStyle, page: list[tuple[str, dict[str, str]]], number: int):
    from qingdan.model import Cell, Place, Table

    cells: list[Cell] = []
    width = len(plan.roles)
    row = 0

    def put(r: int, c: int, text: str, rowspan: int = 1, colspan: int = 1) -> None:
        cells.append(Cell(r, c, text, Place(table=number + 1, row=r + 1), rowspan, colspan))

    if number == 0 and style.title_row:
        put(row, 0, plan.title, colspan=width)
        row += 1
    if number == 0 and style.unit_row:
        put(row, 0, "单位：万元", colspan=width)
        row += 1
    if number == 0 or style.header_repeated:
        for c, text in enumerate(plan.headers):
            put(row, c, text)
        row += 1
    last_label: dict[int, tuple[str, int]] = {}  # column -> label, index of its cell
    for kind, data in page:
        if kind == "section":
            if style.section_rows == "span":
                put(row, 0, data["text"], colspan=width)
            else:
                put(row, 0, data["text"])
                for c in range(1, width):
                    put(row, c, "")
            last_label = {}
            row += 1
            continue
        texts = [data.get(role, "") for role in plan.roles]
        for c, (role, text) in enumerate(zip(plan.roles, texts, strict=True)):
            if role in {"category", "group"} and kind != "total":
                first = not last_label.get(c)
                if not first and last_label[c][0] == text and style.merged_categories:
                    index = last_label[c][1]
                    old = cells[index]
                    cells[index] = Cell(old.row, old.col, old.text, old.place, old.rowspan + 1, old.colspan)
                    continue
                if (
                    first
                    and number
                    and style.category_after_cut == "blank"
                    and text == plan_label(plan, page, number, role)
                ):
                    put(row, c, "")
                    last_label[c] = (text, len(cells) - 1)
                    continue
                put(row, c, text)
                last_label[c] = (text, len(cells) - 1)
            else:
                put(row, c, text)
        row += 1
    cells.sort(key=lambda x: (x.row, x.col))
    return Table(tuple(cells), Place(table=number + 1))


def plan_label(plan: Plan, page: list[tuple[str, dict[str, str]]], number: int, role: str) -> str:
    """The label in force when a page begins (what a blank label cell stands for), "" if it begins anew."""
    first = next((d for k, d in page if k in {"row", "rest"}), {})
    rows = list(plan.rows)
    no = first.get("no")
    index = next((i for i, r in enumerate(rows) if r is first or (no and r.get("no") == no)), None)
    if index is None or index == 0:
        return first.get(role, "") if index is None else ""
    return rows[index - 1].get(role, "")


# --------------------------------------------------------------------------------------------------
# Wild plans: every heading of the vocabulary, more orders and columns, damaged and broken copies

EXTRA_HEADS = ["考核频次", "示范点位", "工作专班", "预警等级", "督导方式", "工作层级"]
EXTRA_CELLS = ["每季度一次", "每月一次", "一级", "二级", "现场督导", "书面报送", "常规层级"]
LEADERS = ["王建国", "李明", "张晓东", "陈思", "刘志强"]
GOALS = ["完成全部整治任务。", "形成长效工作机制。", "覆盖率明显提升。", "建成示范点若干个。"]
UNITS = ["%", "万人", "亿元", "公里", "万亩", "平方米", "微克/立方米", "个"]
PROSE = [
    "为深入贯彻落实上级决策部署，结合我区实际，制定本方案，请各有关单位认真组织实施。",
    "各单位要提高思想认识，压实工作责任，加强协调配合，确保各项任务落到实处、取得实效。",
    "区政府督查室要加强跟踪督办，对工作推进不力、进度滞后的单位予以通报批评。",
]
_KIND_COLUMN = {"indicator": 1, "task": 2, "project": 3, "progress": 4}
_CSV_ROLE = {"name_i": "name", "name_p": "name"}


@cache
def vocabulary(kind: str, role: str) -> tuple[str, ...]:
    """Every heading of the vocabulary that has this role in this kind of table (one-character ones left out)."""
    data = files("qingdan.parsers").joinpath("data/headers.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(data.splitlines()))
    wanted = _CSV_ROLE.get(role, role)
    found = [r for r in rows[1:] if r[_KIND_COLUMN[kind]] == wanted and len(r[0]) > 1]
    if kind == "task":  # 指标名称 | 规划目标 | 牵头单位 is a table of indicators
        found = [r for r in found if r[_KIND_COLUMN["indicator"]] not in {"name", "value:target"}]
    return tuple(r[0] for r in found)


def wild(seed: int) -> Plan:
    """A plan with headings from the whole vocabulary, more column orders, extra columns, subtotals and notes."""
    rng = random.Random(seed * 104729 + 11)
    kind = rng.choice(["task", "task", "task", "indicator", "indicator", "project", "project", "progress"])
    make_kind = {"task": _task, "indicator": _indicator, "project": _project, "progress": _progress}[kind]
    plan = make_kind(rng, seed)
    _reorder(plan, rng)
    plan.headers = [
        _wild_header(plan, role, old, rng) for role, old in zip(plan.roles, plan.headers, strict=True)
    ]
    while len({h.split("（")[0].split("(")[0] for h in plan.headers}) < len(plan.headers):
        plan.headers = [
            _wild_header(plan, role, old, rng) for role, old in zip(plan.roles, plan.headers, strict=True)
        ]
    _number(plan, rng)
    if kind == "project" and rng.random() < 0.3:
        _subtotals(plan, rng)
    if rng.random() < 0.3:
        plan.notes = rng.choice(
            [["备注：本表数据截至上年末。"], ["注：投资以批复为准。", "资料来源：各单位报送。"]]
        )
    return plan


def _wild_header(plan: Plan, role: str, old: str, rng: random.Random) -> str:
    if role.startswith("v20") or role.startswith("x"):
        return old
    text = rng.choice(vocabulary(plan.kind, role))
    if role == "investment":
        text += rng.choice(["（万元）", "(亿元)", "（亿元）"])
    elif role in {"total", "done", "undone"}:
        text += rng.choice(["", "(条)", "（项）"])
    elif role == "rate":
        text += rng.choice(["", "(%)", "（%）"])
    return text


def _reorder(plan: Plan, rng: random.Random) -> None:
    """Leader, goal, unit and unknown columns at the places where real tables have them."""
    if plan.kind == "task":
        if rng.random() < 0.2:
            _insert(plan, "leader", len(plan.roles) - 1, lambda: rng.choice(LEADERS), rng)
        if rng.random() < 0.2:
            _insert(plan, "goal", plan.roles.index("task") + 1, lambda: rng.choice(GOALS), rng)
        if rng.random() < 0.15:
            _insert(plan, "guide", len(plan.roles), lambda: "市" + rng.choice(STEMS), rng)
            for row in plan.rows:  # of three organisation columns only one copy style shows which is empty
                row["support"] = row["support"] or row["lead"]
    if plan.kind == "indicator" and rng.random() < 0.5:
        for row in plan.rows:
            row["name_i"] = row["name_i"].rsplit("(", 1)[0]
        _insert(plan, "unit", plan.roles.index("name_i") + 1, lambda: rng.choice(UNITS), rng)
    if rng.random() < 0.2 and plan.kind != "progress":
        first = max(plan.roles.index(r) for r in ("task", "name_i", "name_p") if r in plan.roles) + 1
        at = rng.randint(first, len(plan.roles) - 1) if first < len(plan.roles) else first
        _insert(plan, "x1", at, lambda: rng.choice(EXTRA_CELLS), rng, head=rng.choice(EXTRA_HEADS))


def _insert(plan: Plan, role: str, at: int, cell, rng: random.Random, head: str = "") -> None:
    plan.roles.insert(at, role)
    plan.headers.insert(at, head or role)
    for row in plan.rows:
        row[role] = cell()


def _number(plan: Plan, rng: random.Random) -> None:
    """1, 01, A1 or 1.1: running numbers as plans print them."""
    if "no" not in plan.roles:
        return
    style = rng.choice(["plain"] * 6 + ["padded", "letter", "dotted", "dot"])
    group = count = 0
    label = None
    for n, row in enumerate(plan.rows, 1):
        if style == "padded":
            row["no"] = f"{n:02d}"
        elif style == "letter":
            row["no"] = f"A{n}"
        elif style == "dot":
            row["no"] = f"{n}."
        elif style == "dotted":
            key = (row.get("category"), row.get("chapter"), row.get("section"))
            if key != label:
                label, group, count = key, group + 1, 0
            count += 1
            row["no"] = f"{group}.{count}"


def _subtotals(plan: Plan, rng: random.Random) -> None:
    """小计 after each category (grids and flattened copies alike)."""
    if "category" not in plan.roles:
        return
    amount = 0.0
    for n, row in enumerate(plan.rows):
        amount += float(row["investment"])
        if n + 1 == len(plan.rows) or plan.rows[n + 1]["category"] != row["category"]:
            plan.subtotals[n] = {
                "name_p": rng.choice(["小计", "小 计"]),
                "investment": _money(round(amount * 100)),
            }
            amount = 0.0


def lose_characters(text: str) -> str:
    """A copy whose text nodes of exactly one non-ASCII character were dropped (nodes change with the script)."""
    nodes = re.findall(r"[\x00-\x7f]+|[^\x00-\x7f]+", text)
    if len(nodes) == 1:
        return text
    return "".join(node for node in nodes if node.isascii() or len(node) > 1)


def damaged(plan: Plan) -> Plan:
    """The plan as a lossy copy shows it."""

    def lose(cells: dict[str, str]) -> dict[str, str]:
        return {k: v if k in {"no", "chapter", "section"} else lose_characters(v) for k, v in cells.items()}

    return replace(
        plan,
        headers=[lose_characters(h) for h in plan.headers],
        rows=[lose(r) for r in plan.rows],
        total=lose(plan.total) if plan.total else None,
        subtotals={n: lose(r) for n, r in plan.subtotals.items()},
    )


def break_cell(role: str, text: str, rng: random.Random, *, sentences: bool = True) -> list[str]:
    """The lines of a cell that a copy broke: sentences anywhere, organisations after 、."""
    if sentences and role in {"task", "content"} and len(text) > 24:
        cut = rng.randint(10, len(text) - 8)
        if not (text[cut - 1].isascii() or text[cut].isascii()) and text[cut - 1] not in "。；":
            return [text[:cut], text[cut:]]
    if role in {"lead", "responsible", "support"} and text.count("、") >= 2:
        cut = text.index("、", text.index("、") + 1) + 1
        return [text[:cut], text[cut:]]
    return [text]


@dataclass
class CopyStyle:
    """How a flattened copy looks. All choices come from the seed."""

    style: str
    merged: bool
    repeat_header: int
    broken: bool
    lossy: bool
    prose: bool
    second: bool


def copy_style(seed: int) -> CopyStyle:
    rng = random.Random(seed * 6101 + 5)
    return CopyStyle(
        style=rng.choice(STYLES),
        merged=rng.random() < 0.6,
        repeat_header=rng.choice([0, 0, 0, 7, 11]),
        broken=rng.random() < 0.3,
        lossy=rng.random() < 0.2,
        prose=rng.random() < 0.4,
        second=rng.random() < 0.15,
    )


def wild_copy(seed: int, *, hard: bool = False) -> tuple[str, list[Plan]]:
    """A flattened copy and the plans that stand in it."""
    how = copy_style(seed)
    rng = random.Random(seed * 977 + 3)
    found: list[Plan] = []
    parts: list[str] = [rng.choice(PROSE)] if how.prose else []
    for number in range(2 if how.second else 1):
        plan = wild(seed + number * 500_000)
        if how.lossy:
            plan = damaged(plan)
        parts.append(
            flattened(
                plan,
                how.style,
                merged=how.merged,
                repeat_header=how.repeat_header,
                tail=False,
                broken=random.Random(seed) if how.broken else None,
                hard=hard,
            )
        )
        if how.prose:
            parts.append(rng.choice(PROSE))
        found.append(plan)
    return "\n\n".join(parts) + "\n\n（此件公开发布）\n", found


def lines_table(plan: Plan, mark: str) -> str:
    """One row a line, cells separated by a tab, a pipe or blanks (blanks: empty cells as —, no blanks inside)."""
    lines = [plan.headers]
    chapter = section = ""
    for n, row in enumerate(plan.rows):
        for text in _new_sections(row, chapter, section):
            lines.append([text])
        chapter, section = row.get("chapter", ""), row.get("section", "")
        lines.append(plan.cells(row))
        if n in plan.subtotals:
            lines.append(plan.cells(plan.subtotals[n]))
    if plan.total and mark != " ":
        lines.append(plan.cells(plan.total))
    if mark == " ":
        lines = [[c.replace(" ", "") or "—" for c in line] for line in lines]
    width = len(plan.headers)
    if mark == "|":
        lines = [line + [""] * (width - len(line)) for line in lines]
    joined = [("| " + " | ".join(line) + " |") if mark == "|" else mark.join(line) for line in lines]
    if mark == "|":
        joined.insert(1, "|" + "---|" * width)
    return plan.title + "\n\n" + "\n".join(joined) + "\n\n（此件公开发布）\n"


def odd_lines(seed: int) -> tuple[str, Plan]:
    """One row a line, cells separated by tabs or pipes, with page borders between: page numbers, 续表, headings again."""
    rng = random.Random(seed * 31337 + 3)
    plan, how = wild(seed), oddities(seed)
    mark = rng.choice(["\t", "|"])
    rows: list[list[str]] = [plan.headers]
    chapter = section = ""
    for n, row in enumerate(plan.rows):
        if n and n % 9 == 0:
            rows += [[line] for line in _page_border(plan, how, 1 + n // 9)]
            rows += [plan.headers] if how.continued else []
        rows += [[text] for text in _new_sections(row, chapter, section)]
        chapter, section = row.get("chapter", ""), row.get("section", "")
        rows.append(plan.cells(row))
        rows += [plan.cells(plan.subtotals[n])] if n in plan.subtotals else []
    rows += [plan.cells(plan.total)] if plan.total else []
    lines = [_line_of(row, mark) for row in rows]
    return "\n".join([plan.title, "", *lines, "", *plan.notes, "（此件公开发布）", ""]), plan


def _line_of(cells: list[str], mark: str) -> str:
    if len(cells) == 1:
        return cells[0]
    return "| " + " | ".join(cells) + " |" if mark == "|" else mark.join(cells)


def _new_sections(row: dict[str, str], chapter: str, section: str) -> list[str]:
    new = []
    if row.get("chapter", "") != chapter:
        new.append(row["chapter"])
        section = ""
    if row.get("section", "") not in ("", section):
        new.append(row["section"])
    return new


def spaced_out(plan: Plan) -> Plan:
    """The plan as a blank-separated copy can show it: no blanks inside cells, — for empty ones, no total row."""

    def fill(cells: dict[str, str]) -> dict[str, str]:
        return {k: v if k in {"chapter", "section"} else v.replace(" ", "") for k, v in cells.items()} | {
            role: "—" for role in plan.roles if not cells.get(role)
        }

    return replace(
        plan,
        rows=[fill(r) for r in plan.rows],
        total=None,
        subtotals={n: fill(r) for n, r in plan.subtotals.items()},
    )


# --------------------------------------------------------------------------------------------------
# Odd copies: what else published copies do to a table


@dataclass
class Oddities:
    """What is odd about a copy. All choices come from the seed."""

    style: str
    merged: bool
    no_number: bool  # the number column is not there
    blank_categories: bool  # a category printed once leaves an empty cell in the rows below it
    two_rows: bool  # a spanning heading, its parts behind all other headings
    unit_line: bool  # the unit of a heading on a line of its own
    long_cells: bool  # sentences over three and more lines
    pages: str  # what stands at a page border: "", "- 3 -", "3", "第3页 共9页"
    running_head: bool  # the title again at each page border
    continued: bool  # 续表 and the headings again


def oddities(seed: int) -> Oddities:
    rng = random.Random(seed * 50021 + 9)
    pages = rng.choice(["", "- {} -", "— {} —", "第 {} 页 共 9 页", "{}/9"])
    return Oddities(
        style=rng.choice(STYLES),
        merged=rng.random() < 0.6,
        no_number=rng.random() < 0.2,
        blank_categories=rng.random() < 0.3,
        two_rows=rng.random() < 0.3,
        unit_line=rng.random() < 0.3,
        long_cells=rng.random() < 0.3,
        pages=pages,
        running_head=rng.random() < 0.2,
        continued=rng.random() < 0.25,
    )


def odd_copy(seed: int) -> tuple[str, Plan]:
    """A flattened copy with page borders, headings of two rows and cells of many lines, and its plan."""
    how, rng = oddities(seed), random.Random(seed * 7451 + 1)
    plan = wild(seed)
    if how.no_number and "no" in plan.roles and len(plan.roles) > 3:
        _drop(plan, "no")
    gap = 0 if how.style == "dense" else 1
    lines: list[str] = [plan.title, ""]

    def emit(cells: list[str]) -> None:
        for cell in cells:
            if cell:
                lines.extend([cell, *[""] * gap])
            elif how.style == "blank_cells":
                lines.append("")

    emit(_odd_headers(plan, how))
    seen: dict[str, str] = {}
    chapter = section = ""
    for n, row in enumerate(plan.rows):
        if n and n % 9 == 0:
            emit(_page_border(plan, how, 1 + n // 9))
            if how.continued:
                emit(_odd_headers(plan, how))
                seen = {}
        sections = _new_sections(row, chapter, section)
        chapter, section = row.get("chapter", ""), row.get("section", "")
        emit(sections)
        emit(_odd_cells(plan, row, how, seen, rng))
        if n in plan.subtotals:
            emit(_total_cells(plan, plan.subtotals[n], how))
    if plan.total:
        emit(_total_cells(plan, plan.total, how))
    emit(plan.notes)
    return "\n".join([*lines, "", "（此件公开发布）", ""]), plan


def _total_cells(plan: Plan, cells: dict[str, str], how: Oddities) -> list[str]:
    texts = plan.cells(cells)
    return texts if how.style == "blank_cells" else [c for c in texts if c]


def _odd_cells(
    plan: Plan, row: dict[str, str], how: Oddities, seen: dict[str, str], rng: random.Random
) -> list[str]:
    out: list[str] = []
    for role, text in zip(plan.roles, plan.cells(row), strict=True):
        if how.merged and role in {"category", "group"} and seen.get(role) == text:
            out += [""] if how.blank_categories else []
            continue
        seen[role] = text
        # behind a category printed once only the words tell the half of a sentence from a category
        sure = not how.merged or plan.roles[:2] != ["no", "category"]
        out += many_lines(role, text, rng) if how.long_cells and sure else [text]
    return out


def many_lines(role: str, text: str, rng: random.Random) -> list[str]:
    """The lines of a cell as a narrow column breaks it: a sentence every dozen characters."""
    if role not in {"task", "content"} or len(text) < 30:
        return break_cell(role, text, rng, sentences=False)
    width = rng.randint(12, 24)
    cuts = range(width, len(text) - 6, width)
    cuts = [i for i in cuts if not (text[i - 1].isascii() or text[i].isascii() or text[i] in "，。；、")]
    edges = [0, *cuts, len(text)]
    return [text[a:b] for a, b in itertools.pairwise(edges)]


def _drop(plan: Plan, role: str) -> None:
    at = plan.roles.index(role)
    del plan.roles[at], plan.headers[at]


def _page_border(plan: Plan, how: Oddities, page: int) -> list[str]:
    lines = [how.pages.format(page)] if how.pages else []
    if how.running_head:
        lines.append(plan.title)
    if how.continued:
        lines.append(("续表", "（续表）", plan.title + "（续）")[plan.seed % 3])
    return lines


SPANS = {"v": ("目标值", "指标值"), "org": ("责任单位", "责任分工", "任务分工")}


def _odd_headers(plan: Plan, how: Oddities) -> list[str]:
    """The headings line by line; with two rows: the spanning heading in its place, its parts at the end."""
    headers = list(plan.headers)
    parts: list[str] = []
    if how.two_rows:
        kinds = {
            "v": [i for i, r in enumerate(plan.roles) if r.startswith("v20")],
            "org": [i for i, r in enumerate(plan.roles) if r in {"lead", "responsible", "support"}],
        }
        for kind, columns in kinds.items():
            if len(columns) > 1 and columns == list(range(columns[0], columns[-1] + 1)):
                parts = [headers[i] for i in columns]
                headers[columns[0] : columns[-1] + 1] = [SPANS[kind][plan.seed % len(SPANS[kind])]]
                break
    lines: list[str] = []
    for header in [*headers, *parts]:
        at = max(header.rfind("（"), header.rfind("("))
        broken = how.unit_line and at > 0 and header.endswith(("）", ")"))
        lines += [header[:at], header[at:]] if broken else [header]
    return lines


# --------------------------------------------------------------------------------------------------
# Judging


@dataclass
class Verdict:
    """How many rows of the expected plans came back, and what is wrong (empty: nothing)."""

    rows: int = 0
    exact: int = 0
    silent: int = 0  # wrong rows on a list without any finding
    wrong: list[str] = field(default_factory=list)

    def __iadd__(self, other: Verdict) -> Verdict:
        self.rows += other.rows
        self.exact += other.exact
        self.silent += other.silent
        self.wrong += other.wrong
        return self


def judge(found, expected: list[Plan]) -> Verdict:
    """Lists of the table engine against the plans they were made from, row by row and cell by cell."""
    from qingdan.text import squeeze

    lists = [r for r in found if r.kind != "other"]
    verdict = Verdict(sum(len(p.rows) for p in expected))
    if len(lists) != len(expected):
        verdict.wrong.append(f"{len(lists)} lists for {len(expected)}")
    for raw, plan in zip(lists, expected, strict=False):
        if raw.kind != plan.kind:
            verdict.wrong.append(f"kind {raw.kind} for {plan.kind}: {plan.headers}")
        got = [
            (
                [squeeze(w.text) if w else "" for w in r.fields],
                squeeze(r.chapter.text),
                squeeze(r.section.text),
            )
            for r in raw.rows
            if not r.is_total
        ]
        want = [
            (
                [squeeze(c) for c in plan.cells(r)],
                squeeze(r.get("chapter", "")),
                squeeze(r.get("section", "")),
            )
            for r in plan.rows
        ]
        exact = sum(1 for row in want if row in got)
        if got != want:
            verdict.wrong += [f"{a} for {b}" for a, b in zip(got, want, strict=False) if a != b][:3] or [
                "rows"
            ]
            verdict.silent += 0 if raw.findings else max(1, len(want) - exact)
        totals = sum(r.is_total for r in raw.rows)
        if totals != plan.totals:
            verdict.wrong.append(f"{totals} totals for {plan.totals}")
            verdict.silent += 0 if raw.findings else 1
        verdict.exact += exact
    return verdict
