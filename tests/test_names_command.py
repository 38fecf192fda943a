"""`qingdan names`: how names are read, and the unknown names of a package with rows to paste."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from qingdan.cli import build_cli
from qingdan.names import place_of, rows_to_paste
from qingdan.normalize.name_scan import UnknownName

PLAN = """某区任务清单

| 序号 | 任务 | 牵头单位 | 责任单位 |
|---|---|---|---|
| 1 | 完成水源地划定。 | 区生态环境局 | 区奇怪事务局、区级有关单位 |
| 2 | 建成污水管网。 | 区奇怪事务局 | 区营商办 |
| 3 | 完成监测站建设。 | 区教委 | 石林镇、某某有限公司 |
"""


def run(*arguments: str, lang: str = "en") -> Result:
    return CliRunner().invoke(build_cli(lang), ["names", *arguments])


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    out = folder / "out"
    done = CliRunner().invoke(build_cli("en"), ["extract", str(folder / "plan.md"), "--out", str(out), "-q"])
    assert done.exit_code == 0, done.output
    return out


def test_every_name_of_a_cell_is_explained():
    done = run("区文旅委、区环保局等区级有关单位", "--place", "重庆市渝北区")
    assert done.exit_code == 0
    first, second, third = done.stdout.split("\n\n")
    assert first.splitlines() == [
        "区文旅委",
        "  body: 区文化旅游委（重庆市渝北区文化和旅游发展委员会）",
        "  id: 500112.culture_tourism",
        "  function: culture_tourism",
        "  kind: government_department",
        "  place: 渝北区 500112",
        "  why: prefix 区 = 渝北区; function culture_tourism (culture and tourism)",
    ]
    assert "name from before a reform" in second
    assert "names no single body" in third


def test_explanations_in_chinese():
    done = run("区教委", "--place", "500112", lang="zh")
    assert "  依据: 前缀 区 = 渝北区；职能 education（教育）" in done.stdout.splitlines()


def test_names_of_a_sentence():
    done = run("由区委宣传部会同区教委、团区委落实。", "--place", "500112")
    assert [block.splitlines()[0] for block in done.stdout.split("\n\n")] == [
        "区委宣传部",
        "区教委",
        "团区委",
    ]


def test_unknown_name_says_so_and_what_is_near():
    done = run("区营商环境促进局", "--place", "500112")
    assert "known by its ending alone: bureau" in done.stdout or "营商环境" in done.stdout


def test_no_name_is_an_error():
    done = run("—")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no organisation" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["区教委", "--place", "鼓楼区"], "320106", id="namesakes"),
        pytest.param(["区教委", "--place", "无此区"], "unknown place", id="no-such-place"),
        pytest.param([], "either TEXT or --unknown", id="neither"),
        pytest.param(["区教委", "--unknown", "x"], "either TEXT or --unknown", id="both"),
    ],
)
def test_wrong_use(arguments: list[str], words: str):
    done = run(*arguments)
    assert done.exit_code == 2
    assert words in done.stderr


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("500112", "500112"),
        ("重庆市渝北区", "500112"),
        ("渝北区", "500112"),
        ("500111-etdz", "500111-etdz"),
        ("湖北省襄阳市", "420600"),
    ],
)
def test_place_by_name_or_code(text: str, key: str):
    assert place_of(text).key == key


def test_unknown_names_of_a_package(package: Path):
    done = run("--unknown", str(package))
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].split("\t")[:2] == ["2", "区奇怪事务局"]
    rows = list(csv.DictReader(lines[lines.index("") + 1 :]))
    assert rows[0]["alias"] == "奇怪事务局"
    assert all("公司" not in row["alias"] and "镇" not in row["alias"] for row in rows)
    assert "organizations_aliases.csv" in done.stderr


def test_row_without_a_near_name_is_refused_by_the_data_test():
    text = rows_to_paste(
        [UnknownName("区奇怪局", "x.bureau-00000000", 1, (), "蠚蠚蠚")], "某区计划", "2022-07-27"
    )
    assert text.splitlines()[1] == "蠚蠚蠚,name,?,蠚蠚蠚,蠚蠚蠚,,某区计划,2022-07-27"


def test_no_package_is_one_clear_line(tmp_path: Path):
    done = run("--unknown", str(tmp_path))
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1


def test_all_known(tmp_path: Path):
    (tmp_path / "plan.md").write_text(
        PLAN.replace("区奇怪事务局", "区水利局").replace("区营商办", "区财政局"), encoding="utf-8"
    )
    CliRunner().invoke(
        build_cli("en"), ["extract", str(tmp_path / "plan.md"), "--out", str(tmp_path / "out"), "-q"]
    )
    done = run("--unknown", str(tmp_path / "out"))
    assert (done.exit_code, done.stdout) == (0, "")
