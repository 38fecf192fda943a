"""A made-up plan as an Extraction, small and large, and hypothesis strategies for records of any table."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from qingdan.model import (
    TABLES,
    CheckRecord,
    CoverageRecord,
    DocumentRecord,
    ExtractedList,
    Extraction,
    FindingRecord,
    IndicatorRecord,
    IndicatorValueRecord,
    ListRecord,
    OrganizationRecord,
    ProgressRecord,
    ProjectRecord,
    RecordContext,
    ResponsibilityRecord,
    SectionRecord,
    TargetRecord,
    TaskRecord,
)

NASTY = {
    "newline": "第一行\n第二行",
    "carriage return": "第一行\r第二行\r\n第三行",
    "quotes": '称"好",又称“好”',
    "comma": "水,气，土",
    "formula": '=HYPERLINK("http://example.invalid";"点我")',
    "plus": "+8%",
    "minus": "-0.5",
    "at": "@SUM(A1)",
    "markup": "<script>alert('x')</script>&amp;<b>",
    "control": "甲\x01乙\x0b丙\x7f\x85",
    "blanks": "  前后有空格\t ",
    "line separators": "一\u2028二\u2029三",
    "rare": "𠮷㎡m³①Ⅲ〔2021〕",
    "escape of a spreadsheet": "_x0041_",
}


def plan(document_id: str = "东湖府发-2021-7", source: str = "东湖.html", tasks: int = 3) -> Extraction:
    """A document with every kind of table: 2 indicators, `tasks` tasks, 1 project, 2 progress rows, prose."""
    d = document_id
    task_rows = tuple(
        TaskRecord(
            task_id=f"{d}/t/{n}",
            list_id=f"{d}/2",
            document_id=d,
            no=str(n),
            chapter="一、深入打好污染防治攻坚战",
            section="（一）改善水环境质量",
            text=f"到2025年，完成河道治理{n}.50公里，新建污水处理厂{n}座。",
            deadline="2025",
            lead_raw="区生态环境局",
            support_raw="区水利局、各镇街等",
            place=f"table=2;row={n + 1}",
        )
        for n in range(1, tasks + 1)
    )
    return Extraction(
        documents=(
            DocumentRecord(
                document_id=d,
                title="东湖区生态环境保护“十四五”规划（2021—2025年）",
                doc_number="东湖府发〔2021〕7号",
                issuer="东湖区人民政府",
                written_date="2021-12-30",
                period_start=2021,
                period_end=2025,
                source=source,
                sha256="0" * 64,
                media_type="text/html",
                attachments='[{"name": "附件1.docx", "href": "a.docx"}]',
            ),
        ),
        lists=(
            ListRecord(f"{d}/1", d, 1, "indicator", "table", "规划指标表", "附件1", 2, "1", "2", "table=1"),
            ListRecord(f"{d}/2", d, 2, "task", "table", "重点任务清单", "附件2", tasks, "1", str(tasks), "table=2"),
            ListRecord(f"{d}/3", d, 3, "project", "flattened", "重点项目表", "附件3", 1, "1", "1", "line=90-99"),
            ListRecord(f"{d}/4", d, 4, "progress", "table", "进展情况", "", 2, "", "", "table=4"),
            ListRecord(f"{d}/5", d, 5, "other", "table", "名词解释", "", 1, "", "", "table=5"),
        ),
        indicators=(
            IndicatorRecord(
                f"{d}/i/1", f"{d}/1", d, "1", "环境质量", "空气质量优良天数比率", "空气质量优良天数比率（%）", "%", "%",
                "binding", "约束性", "区生态环境局", "", "", "table=1;row=2", '{"数据来源": "监测站"}',
            ),
            IndicatorRecord(
                f"{d}/i/2", f"{d}/1", d, "2", "环境质量", "化肥使用量", "化肥使用量（吨）", "t", "吨",
                "anticipatory", "预期性", place="table=1;row=3",
            ),
        ),
        indicator_values=(
            IndicatorValueRecord(f"{d}/i/1", "baseline", 2020, "=", Decimal("89.10"), unit="%", raw="89.10"),
            IndicatorValueRecord(f"{d}/i/1", "target", 2025, ">=", Decimal("90"), unit="%", raw="≥90"),
            IndicatorValueRecord(f"{d}/i/2", "baseline", None, "missing", raw="—"),
            IndicatorValueRecord(f"{d}/i/2", "target", 2025, "relative", relative="完成市级下达目标", raw="完成市级下达目标"),
        ),
        tasks=task_rows,
        projects=(
            ProjectRecord(
                f"{d}/p/1", f"{d}/3", d, "1", "水", "碧水工程", "新建管网12公里\n改造泵站2座", "1.2亿元",
                Decimal("1.2E+8"), 2021, 2023, "2021—2023", "区水利局", "", "line=91-96",
            ),
        ),
        progress=(
            ProgressRecord(f"{d}/g/1", f"{d}/4", d, "水环境", "河道", 10, 7, 3, Decimal("0.7"), place="table=4;row=2"),
            ProgressRecord(f"{d}/g/2", f"{d}/4", d, "汇总", "", 10, 7, 3, Decimal("0.7"), True, "table=4;row=3"),
        ),
        sections=(
            SectionRecord(f"{d}/s/1", d, "", 1, "一、", "总体要求", "坚持生态优先。", "line=10-12"),
            SectionRecord(f"{d}/s/2", d, f"{d}/s/1", 2, "（一）", "指导思想", "新增绿地3公顷。", "line=13"),
        ),
        responsibilities=(
            ResponsibilityRecord(f"{d}/i/1", "lead", 1, "org/生态环境局", "区生态环境局", "区生态环境局"),
            *(
                r
                for t in task_rows
                for r in (
                    ResponsibilityRecord(t.task_id, "lead", 1, "org/生态环境局", "区生态环境局", "区生态环境局"),
                    ResponsibilityRecord(t.task_id, "support", 1, "org/水利局", "区水利局", "区水利局"),
                    ResponsibilityRecord(t.task_id, "support", 2, "org/镇街", "各镇街", "各镇街", True, True),
                )
            ),
            ResponsibilityRecord(f"{d}/s/1", "responsible", 1, "org/水利局", "区水利局", "区水利局", implied=True),
        ),
        organizations=(
            OrganizationRecord("org/生态环境局", "区生态环境局", "东湖区生态环境局", "生态环境", "部门", "", "区生态环境局"),
            OrganizationRecord("org/水利局", "区水利局", "", "水利", "部门", "", "区水利局|区水务局"),
            OrganizationRecord("org/镇街", "各镇街", kind="集合"),
        ),
        targets=(
            *(
                TargetRecord(
                    f"{t.task_id}/1", t.task_id, 1, "河道治理", "=", Decimal(f"{n}.50"), None, "km", "公里",
                    Decimal(n * 1000 + 500), "m", "2025", "完成", f"{n}.50公里", 12, 18,
                )
                for n, t in enumerate(task_rows, 1)
            ),
            TargetRecord(f"{d}/s/2/1", f"{d}/s/2", 1, "绿地", "=", Decimal(3), None, "har", "公顷", Decimal(30000), "m2"),
        ),
        checks=(
            CheckRecord(f"{d}/c/1", d, f"{d}/2", "gapless_numbers", str(tasks), str(tasks), True, "table=2"),
            CheckRecord(f"{d}/c/2", d, f"{d}/4", "total", "10", "11", False, "table=4;row=3"),
        ),
        findings=(
            FindingRecord(
                f"{d}/f/1", d, f"{d}/t/1", "warning", "lost_character", "text", "PM.5", "PM2.5", "疑似丢字", "table=2;row=2"
            ),
            FindingRecord(f"{d}/f/2", d, f"{d}/4", "error", "check_failed", "total", "10", "", "合计不符", "table=4;row=3"),
        ),
        coverage=(
            CoverageRecord(d, f"{d}/2", 900, 890, 10),
            CoverageRecord(d, "prose", 500, 400, 100),
            CoverageRecord(d, "furniture", 50, 50, 0),
        ),
        list_details=(ExtractedList(f"{d}/5", (("名词", "解释"), ("碧水", "")), ("no header matched",)),),
        contexts=(RecordContext(f"{d}/t/1", "上一行", "到2025年，完成河道治理", "下一行"),),
    )  # fmt: skip


def nasty(document_id: str = "x") -> Extraction:
    """A document whose task texts are everything that breaks files."""
    ids = [f"{document_id}/t/{n}" for n in range(len(NASTY))]
    return Extraction(
        documents=(DocumentRecord(document_id=document_id, title=NASTY["quotes"], source="<a>.txt"),),
        lists=(ListRecord(f"{document_id}/1", document_id, 1, "task", title=NASTY["markup"], rows=len(ids)),),
        tasks=tuple(
            TaskRecord(i, f"{document_id}/1", document_id, str(n), text=text, note=text)
            for n, (i, text) in enumerate(zip(ids, NASTY.values(), strict=True))
        ),
        contexts=tuple(RecordContext(i, t, t, t) for i, t in zip(ids, NASTY.values(), strict=True)),
    )


# ---- hypothesis

TEXT = st.text(max_size=12) | st.sampled_from(list(NASTY.values()))
FULL_TEXT = TEXT | st.just("甲\ud800乙") | st.just("\udfff")
DECIMAL = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "int": st.integers(-(10**9), 10**9),
    "int | None": st.none() | st.integers(-(10**9), 10**9),
    "Decimal | None": st.none() | DECIMAL | st.just(Decimal("1E+3")),
    "bool": st.booleans(),
}


def records(table: str, text: st.SearchStrategy[str] = FULL_TEXT) -> st.SearchStrategy[Any]:
    """Any record of a table."""
    cls = TABLES[table]
    return st.builds(cls, **{f.name: _VALUES.get(str(f.type), text) for f in fields(cls)})


@st.composite
def extractions(draw: st.DrawFn, text: st.SearchStrategy[str] = FULL_TEXT) -> Extraction:
    """Any extraction of one document, references broken or not."""
    tables = {t: tuple(draw(st.lists(records(t, text), max_size=2))) for t in TABLES if t != "documents"}
    contexts = draw(
        st.lists(
            st.builds(RecordContext, text, text, text, text), max_size=2, unique_by=lambda c: c.record_id
        )
    )
    details = draw(
        st.lists(
            st.builds(ExtractedList, text, st.tuples(st.tuples(text, text)), st.tuples(text)), max_size=1
        )
    )
    return Extraction(
        documents=(draw(records("documents", text)),),
        contexts=tuple(contexts),
        list_details=tuple(details),
        **tables,
    )
