"""Every sample against its expected records, and the law that all formats of a publication agree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from qingdan import sampling
from qingdan.sampling import SampleSource, differences, find_samples, report

FOLDER = Path(__file__).resolve().parent.parent / "samples"
SOURCES = find_samples(FOLDER)


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: f"{s.sample}/{s.path.name}")
def test_sample_gives_its_expected_records(source: SampleSource) -> None:
    diffs = differences(source)
    assert all(d.ok for d in diffs), "\n".join(report(source, diffs, "en"))


def test_the_samples_hold_what_their_publications_hold() -> None:
    """The counts that the publications themselves state; the expected records were reviewed against them."""
    plan = FOLDER / "dazu-2022-105" / "expected" / "page.html"
    rows = {
        t: sampling.read_expected(plan, t) for t in ("indicators", "tasks", "projects", "responsibilities")
    }
    lists = {t["list_id"] for t in rows["tasks"]}
    first, yearly = sorted(lists)
    tasks = [t for t in rows["tasks"] if t["list_id"] == first]
    assert len(rows["indicators"]) == 19
    assert [t["no"] for t in tasks] == [str(n) for n in range(1, 447)]
    assert len({t["chapter"] for t in tasks}) == 7
    assert len({(t["chapter"], t["section"]) for t in tasks if t["section"]}) == 28
    assert len([t for t in rows["tasks"] if t["list_id"] == yearly]) == 66
    assert len({t["category"] for t in rows["tasks"] if t["list_id"] == yearly}) == 9
    assert len(rows["projects"]) == 31
    assert all(p["investment_cny"] and p["start_year"] and p["end_year"] for p in rows["projects"])
    mentions = [r["subject_id"].rsplit("-", 1)[0].rsplit("-", 1)[-1] for r in rows["responsibilities"]]
    assert [mentions.count(k) for k in ("task1", "task2", "project1")] == [1435, 231, 36]


def test_nothing_inside_a_table_is_unclaimed_and_the_books_balance() -> None:
    for source in SOURCES:
        for row in sampling.read_expected(source.expected, "coverage"):
            assert int(row["characters"]) == int(row["claimed"]) + int(row["unclaimed"])
            assert row["part"] in {"prose", "furniture"} or row["unclaimed"] == "0", (source.path.name, row)


def test_coverage_counts_every_visible_character_of_a_text() -> None:
    for name in ("dazu-2022-105/dazu-2022-105.txt",):
        text = (FOLDER / name).read_text(encoding="utf-8")
        rows = sampling.read_expected(FOLDER / "dazu-2022-105" / "expected" / "dazu-2022-105.txt", "coverage")
        assert sum(int(r["characters"]) for r in rows) == len("".join(text.split()))


def test_every_claim_of_the_evaluation_was_checked() -> None:
    checks = sampling.read_expected(FOLDER / "wansheng-2023" / "expected" / "report.txt", "checks")
    assert all(c["ok"] == "true" for c in checks)
    kinds = [c["kind"] for c in checks]
    assert {k: kinds.count(k) for k in ("group_rate", "total", "rate")} == {
        "group_rate": 12,
        "total": 6,
        "rate": 50,
    }
    sections = sampling.read_expected(FOLDER / "wansheng-2023" / "expected" / "report.txt", "sections")
    assert [len([s for s in sections if s["level"] == str(n)]) for n in range(1, 6)] == [4, 8, 12, 24, 72]


def test_add_update_and_check_a_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "plan.txt"
    source.write_text(
        "任务分解表\n\n序号\n\n主要任务\n\n责任单位\n\n1\n\n推进扬尘污染综合治理。\n\n区住建局\n\n2\n\n完成河道清淤疏浚。\n\n区水利局\n",
        encoding="utf-8",
    )
    folder = tmp_path / "samples"
    assert sampling.add(source, "mine", folder, "en") == 0
    assert sampling.add(source, "mine", folder, "en") == 1  # never overwritten
    assert sampling.check([], folder, "en") == 0
    expected = folder / "mine" / "expected" / "plan.txt" / "tasks.csv"
    expected.write_text(
        expected.read_text(encoding="utf-8").replace("区水利局", "区林业局"), encoding="utf-8"
    )
    assert sampling.check(["mine"], folder, "en") == 1
    shown = capsys.readouterr().out
    assert "- 区林业局" in shown
    assert "+ 区水利局" in shown
    assert sampling.update(["mine"], folder, "en") == 0
    assert sampling.check(["mine"], folder, "en") == 0
    shutil.rmtree(folder)
    assert sampling.check([], folder, "en") == 1
