"""Lost characters: what is proved is repaired, the rest is a finding."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from guard import completes
from qingdan.normalize.repair import (
    LossContext,
    is_lossy,
    loss_findings,
    loss_signatures,
    repair_doc_number,
    repair_pollutants,
    repair_signature_date,
    repair_year_pair,
    scan_losses,
)

KNOWN = LossContext("", ("2022-07-27",))
TASK = LossContext("task")
LOSSES = [
    ("year_pair", "20212025", "20212025", "2021—2025"),
    ("year_pair_in_text", "要求;20252035年,全面推进", "20252035", "2025—2035"),
    ("month", "到20229月底,消除", "20229月底", "2022年9月底"),
    ("doc_number", "东湖府发〔20236", "东湖府发〔20236", "东湖府发〔2023〕6号"),
    ("bracket", "森林覆盖率(%", "(%", "(%)"),
    ("bracket_unit", "平均浓度(μg/m³", "(μg/m³", "(μg/m³)"),
    ("signature", "2022727", "2022727", "2022年7月27日"),
    ("roman", "水质保持或优于类", "优于类", None),
    ("roman_good", "优良(达到或好于类)比例", "好于类", None),
    ("unit", "处理规模200/日的厨余", "200/日", None),
    ("scale_households", "卫生厕所2.5户", "2.5户", None),
    ("scale_waterworks", "5m3/d的常规处理工艺系统", "5m3/d", None),
    ("dash", "建设13米宽入户道路500公里", "13米宽", None),
    ("exponent", "1.场外取水工程,管道约1.7km2.厂区土建", "1.7km2.", "1.7km;2."),
    ("exponent_unproved", "管道约1.7km2.厂区土建", "1.7km2.", None),
    ("pollutants", "行业VOCsNOxCODNH3N控制指标", "VOCsNOxCODNH3N", "VOCs、NOx、COD、NH3-N"),
]


@pytest.mark.parametrize(("text", "raw", "repaired"), [x[1:] for x in LOSSES], ids=[x[0] for x in LOSSES])
def test_loss(text, raw, repaired):
    losses = scan_losses(text, lossy=True, context=KNOWN)
    assert [(loss.raw, loss.repaired) for loss in losses] == [(raw, repaired)]
    assert text[losses[0].start : losses[0].end] == raw


@pytest.mark.parametrize("text", [x[1] for x in LOSSES], ids=[x[0] for x in LOSSES])
def test_nothing_is_repaired_unless_the_document_is_lossy(text):
    assert scan_losses(text, lossy=False, context=TASK) == ()


TASKS = [
    ("to", "2025年,村镇饮用水卫生合格率100%", [("2025年", "到2025年"), ("0%", "0%。")]),
    ("year_without_target", "2022年,城市建成区所有街道开展示范。到2025年,覆盖率达到80%。", []),
    ("whole", "到2025年,节水器具普及率不低于60%。", []),
]


@pytest.mark.parametrize(("text", "expected"), [t[1:] for t in TASKS], ids=[t[0] for t in TASKS])
def test_task_losses(text, expected):
    assert [(x.raw, x.repaired) for x in scan_losses(text, lossy=True, context=TASK)] == expected


SOUND = ["2021—2025年", "新增1.5公里", "(达到或好于Ⅲ类)", "20230601", "PM2.5", "3次/日", "800m³/d的污水处理厂", "13891234567",
         "〔2022〕105号", "3米宽便道", "万人", "2.5万户", "NOx", "森林覆盖率(%)"]  # fmt: skip


@pytest.mark.parametrize("text", SOUND)
def test_sound_words_are_left_alone(text):
    assert scan_losses(text, lossy=True) == ()


DATES = [
    ("proved", "2022727", ["2022-07-27"], "2022年7月27日", "certain"),
    ("one_reading", "202347", [], "2023年4月7日", "high"),
    ("two_readings_proved", "2022121日", ["2022-01-21"], "2022年1月21日", "certain"),
    ("two_readings", "2022121日", [], None, None),
    ("impossible", "2022999", [], None, None),
]


@pytest.mark.parametrize(
    ("raw", "known", "repaired", "confidence"), [d[1:] for d in DATES], ids=[d[0] for d in DATES]
)
def test_signature_date(raw, known, repaired, confidence):
    found = repair_signature_date(raw, known)
    assert (found and found.repaired, found and found.confidence) == (repaired, confidence)


@pytest.mark.parametrize("raw", ["20252021", "20212060", "20212021", "2021", "202120255", "20212025万"])
def test_no_year_pair(raw):
    assert repair_year_pair(raw) is None


def test_doc_number_without_metadata_is_not_certain():
    found = repair_doc_number("东湖府发〔20236")
    assert found is not None
    assert found.confidence == "high"


def test_single_pollutant_is_no_run():
    assert repair_pollutants("VOCs") is None


def test_one_signature_is_a_slip_two_are_a_loss():
    assert not is_lossy("森林覆盖率(%\n")
    assert is_lossy("森林覆盖率(%\n12\n20212025\n")
    assert loss_signatures("到2025年,森林覆盖率(%)达到45%。\n2021—2025年\n20230601\n") == frozenset()


def test_findings_tell_proved_from_unproved():
    losses = scan_losses("20212025", lossy=True) + scan_losses("优于类", lossy=True)
    findings = loss_findings(losses, subject_id="x", field="text")
    assert [(f.code, f.severity, f.raw, f.repaired) for f in findings] == [
        ("lost_characters", "info", "20212025", "2021—2025"),
        ("lost_unproven", "warning", "优于类", ""),
    ]


@pytest.mark.parametrize(
    "unit", ["2021", "20212025 ", "(", "VOCs", "〔2023", "1km2.厂", " ", "类优于", "府", "1米宽"]
)
def test_linear_time(unit):
    text = unit * (20000 // len(unit))
    with completes():
        scan_losses(text, lossy=True, context=TASK)
        loss_signatures(text)


@pytest.mark.skipif("QINGDAN_CORPUS" not in os.environ, reason="needs the collected documents")
def test_sound_documents_are_not_called_lossy():
    pages = sorted(Path(os.environ["QINGDAN_CORPUS"]).glob("gov-cn/*"))
    assert pages
    for page in pages:
        text = re.sub("<[^>]+>", "\n", page.read_text(encoding="utf-8", errors="replace"))
        assert not is_lossy(text), page.name
