"""Organisations: the grammar of a unit cell, places, codes, and which names are one body."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qingdan.messages import render
from qingdan.normalize.codes import credit_check_digit, credit_code, organization_check_digit
from qingdan.normalize.jurisdictions import jurisdiction_of
from qingdan.normalize.name_scan import (
    explain_names,
    find_names,
    knows,
    nearest_alias,
    suggest,
    unknown_names,
)
from qingdan.normalize.organizations import (
    Resolver,
    mention_findings,
    organization_records,
    settle_names,
    split_cell,
)
from qingdan.normalize.places import city_of, full_place_name, jurisdiction, match_place

DAZU, WANSHENG, YUBEI = jurisdiction("500111"), jurisdiction("500110-etdz"), jurisdiction("500112")


def names(raw: str) -> list[tuple[str, int, bool, bool]]:
    return [(p.name, p.group, p.open_ended, p.collective) for p in split_cell(raw)]


CELLS = [
    pytest.param("区教委、区财政局", [("区教委", 0, False, False), ("区财政局", 0, False, False)], id="enumeration-comma"),
    pytest.param("区经济信息委、区规划和自然资源局,区级有关单位", [("区经济信息委", 0, False, False), ("区规划和自然资源局", 0, False, False), ("区级有关单位", 1, False, True)], id="comma-closes-a-group"),
    pytest.param("省(中)直有关单位、自治区直有关部门", [("省(中)直有关单位", 0, False, True), ("自治区直有关部门", 0, False, True)], id="levels-that-are-written-in-two-ways"),
    pytest.param("自治区人民政府、中直机关工委", [("自治区人民政府", 0, False, False), ("中直机关工委", 0, False, False)], id="one-body-of-such-a-level"),
    pytest.param("★区水利局、区财政局★", [("区水利局", 0, False, False), ("区财政局", 0, False, False)], id="marks-are-no-names"),
    pytest.param("区妇联 文联 区残联", [("区妇联", 0, False, False), ("文联", 0, False, False), ("区残联", 0, False, False)], id="leagues-with-blanks-between"),
    pytest.param("区物联 网中心", [("区物联 网中心", 0, False, False)], id="blank-inside-a-name"),
    pytest.param("区级相关部门，相关镇街", [("区级相关部门", 0, False, True), ("相关镇街", 1, False, True)], id="full-width-comma"),
    pytest.param("区生态环境局等区级有关单位", [("区生态环境局", 0, True, False)], id="tail-with-collective"),
    pytest.param("区水利局、各县、市、区政府", [("区水利局", 0, False, False), ("各县、市、区政府", 0, False, True)], id="collective-of-three-levels"),
    pytest.param("区司法局等区级位", [("区司法局", 0, True, False)], id="slip-in-the-tail"),
    pytest.param("区水利局、石林镇等单位", [("区水利局", 0, False, False), ("石林镇", 0, True, False)], id="tail-of-one-word"),
    pytest.param("艾诺斯(重庆)华达电源系统有限公司、重庆德能再生公司等3家企业", [("艾诺斯(重庆)华达电源系统有限公司", 0, False, False), ("重庆德能再生公司", 0, True, False)], id="bracket-inside-a-company"),
    pytest.param("市教育局（市语委办、市校安办）、市民政局", [("市教育局（市语委办、市校安办）", 0, False, False), ("市民政局", 0, False, False)], id="bracket-holds-a-separator"),
    pytest.param("区平等办、区等级评定中心", [("区平等办", 0, False, False), ("区等级评定中心", 0, False, False)], id="等-inside-a-name"),
    pytest.param("市直有关部门、单位", [("市直有关部门、单位", 0, False, True)], id="collective-with-separator"),
    pytest.param("各县、区人民政府(管委会)", [("各县、区人民政府(管委会)", 0, False, True)], id="collective-with-separator-and-bracket"),
    pytest.param("区发展改革委、\n区经济信息委", [("区发展改革委", 0, False, False), ("区经济信息委", 0, False, False)], id="cell-broken-after-a-separator"),
    pytest.param("区规划和\n自然资源局", [("区规划和\n自然资源局", 0, False, False)], id="name-broken-over-lines"),
    pytest.param("区教委\n区财政局", [("区教委", 0, False, False), ("区财政局", 1, False, False)], id="one-name-a-line"),
    pytest.param("重庆市渝北区\n生态环境局", [("重庆市渝北区\n生态环境局", 0, False, False)], id="place-and-name-on-two-lines"),
    pytest.param("各园区\n区教委", [("各园区", 0, False, True), ("区教委", 1, False, False)], id="collective-and-name-on-two-lines"),
    pytest.param("区教委 区财政局 各镇街", [("区教委", 0, False, False), ("区财政局", 0, False, False), ("各镇街", 0, False, True)], id="blanks-between-names"),
    pytest.param("市 教 育 局、区教委 （区体育局）", [("市 教 育 局", 0, False, False), ("区教委 （区体育局）", 0, False, False)], id="blanks-inside-a-name"),
    pytest.param("牵头单位：区教委；区财政局", [("区教委", 0, False, False), ("区财政局", 1, False, False)], id="label-inside-the-cell"),
    pytest.param("区教委、、区财政局、", [("区教委", 0, False, False), ("区财政局", 0, False, False)], id="empty-items"),
    pytest.param("区教委（牵头、区财政局", [("区教委（牵头", 0, False, False), ("区财政局", 0, False, False)], id="bracket-never-closed"),
    pytest.param("—", [], id="dash"),
    pytest.param("/", [], id="slash"),
    pytest.param("无", [], id="none"),
    pytest.param("", [], id="empty"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "expected"), CELLS)
def test_split_cell(raw: str, expected: list[tuple[str, int, bool, bool]]) -> None:
    assert names(raw) == expected


@given(st.text(alphabet="区市教财委局等级有关单位各镇街、,，；;()（）〔〕\n 3—", max_size=60))
def test_split_cell_keeps_words_and_offsets(raw: str) -> None:
    parts = split_cell(raw)
    assert all(raw[p.start : p.end] == p.text and p.text.strip() == p.text for p in parts)
    assert all(a.end <= b.start and a.group <= b.group for a, b in pairwise(parts))


def test_split_cell_is_linear() -> None:
    assert len(split_cell("区教委、" * 25_000)) == 25_000
    assert len(split_cell("(" * 100_000)) == 0
    assert len(split_cell("市 " * 50_000)) == 1
    assert len(split_cell("局\n市" * 33_000)) > 1
    assert len(split_cell("等" * 100_000)) == 1
    assert len(split_cell("有关单位、" * 20_000)) == 20_000


# name, id, canonical name, full name
BODIES = [
    ("区应急局", "500111.emergency", "区应急管理局", "重庆市大足区应急管理局"),
    ("区应急管理局", "500111.emergency", "区应急管理局", "重庆市大足区应急管理局"),
    ("区文旅委", "500111.culture_tourism", "区文化旅游委", "重庆市大足区文化和旅游发展委员会"),
    ("区文化旅游委", "500111.culture_tourism", "区文化旅游委", "重庆市大足区文化和旅游发展委员会"),
    ("经开区生态环境局", "500111-etdz.eco_env", "经开区生态环境局", "重庆市双桥经济技术开发区生态环境局"),
    ("双桥经开区生态环境局", "500111-etdz.eco_env", "经开区生态环境局", "重庆市双桥经济技术开发区生态环境局"),
    ("区生态环境局", "500111.eco_env", "区生态环境局", "重庆市大足区生态环境局"),
    ("大足区生态环境局", "500111.eco_env", "区生态环境局", "重庆市大足区生态环境局"),
    ("重庆市大足区生态环境局", "500111.eco_env", "区生态环境局", "重庆市大足区生态环境局"),
    ("市生态环境局", "500000.eco_env", "市生态环境局", "重庆市生态环境局"),
    ("生态环境部", "000000.eco_env", "生态环境部", "中华人民共和国生态环境部"),
    ("区税务局", "500111.tax", "区税务局", "国家税务总局重庆市大足区税务局"),
    ("国家税务总局重庆市大足区税务局", "500111.tax", "区税务局", "国家税务总局重庆市大足区税务局"),
    ("区委宣传部", "500111.party_propaganda", "区委宣传部", "中共重庆市大足区委员会宣传部"),
    ("中共大足区委宣传部", "500111.party_propaganda", "区委宣传部", "中共重庆市大足区委员会宣传部"),
    ("团区委", "500111.youth_league", "团区委", "共青团重庆市大足区委员会"),
    ("区委", "500111.party_committee", "区委", "中共重庆市大足区委员会"),
    ("区市场监管局", "500111.market_reg", "区市场监管局", "重庆市大足区市场监督管理局"),
    ("市场监管局", "500111.market_reg", "区市场监管局", "重庆市大足区市场监督管理局"),
    ("区检察院", "500111.procuratorate", "区检察院", "重庆市大足区人民检察院"),
    ("拾万镇", "500111.town-c930228b", "拾万镇", "重庆市大足区拾万镇人民政府"),
    ("拾万镇人民政府", "500111.town-c930228b", "拾万镇", "重庆市大足区拾万镇人民政府"),
    ("公安县公安局", "421022.public_security", "公安县公安局", "公安县公安局"),
    ("国务院办公厅", "000000.government_office", "国务院办公厅", "国务院办公厅"),
    ("国家发展改革委", "000000.dev_reform", "国家发展改革委", "国家发展改革委"),
]


@pytest.mark.parametrize(
    ("raw", "identifier", "name", "full_name"), [pytest.param(*row, id=row[0]) for row in BODIES]
)
def test_bodies_of_a_district(raw: str, identifier: str, name: str, full_name: str) -> None:
    found = Resolver(DAZU).resolve(raw, "lead")
    assert (found.organization_id, found.name, found.full_name, found.resolved) == (
        identifier,
        name,
        full_name,
        True,
    )


MERGED = [
    ("区应急局", "区应急管理局"), ("区文旅委", "区文化旅游委"), ("区级有关单位", "区级相关单位"), ("有关镇街", "相关镇街"),
    ("区发改委", "区发展改革委"), ("区发展改革委", "区发展和改革委员会"), ("区人力社保局", "区人力资源和社会保障局"), ("区住建局", "住房城乡建设局"),
    ("区环保局", "区生态环境局"), ("区规划自然资源局", "区规划和自然资源局"), ("区扶贫办", "区乡村振兴局"), ("区人防办", "区国防动员办公室"),
    ("区教科体局", "区教育科技和体育局"), ("经开区", "经开区管委会"), ("区卫计委", "区卫生健康委"), ("区公安分局", "区公安局"),
    ("市生态环境局大足分局", "区生态环境局"), ("环保大足分局", "区生态环境局"), ("市教育局（市语委办）", "市教委"), ("区政府", "区人民政府"),
]  # fmt: skip
APART = [
    ("区生态环境局", "经开区生态环境局"), ("区生态环境局", "市生态环境局"), ("区财政局", "经开区财务局"), ("区住房城乡建委", "经开区建设局"),
    ("区经济信息委", "经开区经发局"), ("各镇街", "相关镇街"), ("相关镇街", "有关街道"), ("团区委", "区委"), ("区委宣传部", "区委"),
    ("区生态环境监测站", "区生态环境局"), ("区公安分局交巡警支队", "区公安分局"), ("区金融发展事务中心", "区金融办"), ("区国土局", "区规划局"),
    ("区工商局", "区质监局"), ("区国税局", "区地税局"), ("区卫生局", "区计生委"), ("区应急办", "区应急局"), ("区教体局", "区教育局"),
    ("区农林局", "区林业局"), ("区委办公室", "区政府办公室"), ("各级妇联", "各级工会"), ("大足工业园区", "双桥工业园区"), ("鑫发集团", "区城投集团"),
    ("区法院", "区检察院"), ("区林业局", "区园林局"), ("各区政府", "各市政府"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), MERGED)
def test_one_body(one: str, other: str) -> None:
    resolver = Resolver(DAZU)
    assert resolver.resolve(one, "lead").organization_id == resolver.resolve(other, "lead").organization_id


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_bodies(one: str, other: str) -> None:
    resolver = Resolver(DAZU)
    assert resolver.resolve(one, "lead").organization_id != resolver.resolve(other, "lead").organization_id


@pytest.mark.parametrize(
    "raw", ["区生态环境局", "区教委", "区级有关单位", "石林镇", "鑫发集团", "区不存在的什么局"]
)
def test_the_same_words_in_three_places_are_three_bodies(raw: str) -> None:
    assert (
        len({Resolver(place).resolve(raw, "lead").organization_id for place in (DAZU, WANSHENG, YUBEI)}) == 3
    )


ZONE_BODIES = [
    ("万盛经济技术开发区生态环境局", "500110-etdz.eco_env", "区生态环境局"),
    ("重庆市万盛经开区生态环境局", "500110-etdz.eco_env", "区生态环境局"),
    ("区环保局", "500110-etdz.eco_env", "区生态环境局"),
    ("市环保局", "500000.eco_env", "市生态环境局"),
    ("区管委会", "500110-etdz.zone_committee", "区管委会"),
    ("党工委审计办", "500110-etdz.party_audit_office", "党工委审计办"),
    ("住房城乡建设局", "500110-etdz.housing", "区住房城乡建设局"),
    ("区农林局", "500110-etdz.agri_rural+forestry", "区农林局"),
    ("自然资源部", "000000.nat_res", "自然资源部"),
]


@pytest.mark.parametrize(("raw", "identifier", "name"), ZONE_BODIES)
def test_bodies_of_a_zone(raw: str, identifier: str, name: str) -> None:
    found = Resolver(WANSHENG).resolve(raw, "lead")
    assert (found.organization_id, found.name) == (identifier, name)


def test_a_prefix_is_inherited_and_said() -> None:
    city = Resolver(jurisdiction("445100"))
    found = city.resolve_cell("市发展和改革局、工业和信息化局、自然资源局", "support")
    assert [m.organization_id for m in found] == ["445100.dev_reform", "445100.industry_it", "445100.nat_res"]
    assert [m.prefix_inherited for m in found] == [False, True, True]
    assert [f.code for f in mention_findings(found[1])] == ["organization_prefix_inherited"]


@pytest.mark.parametrize(
    ("code", "raw", "key"),
    [
        ("450000", "市教育局", "450000-city"),
        ("420000", "市教育局", "420000-city"),
        ("500000", "市教育局", "500000"),
        ("420600", "区教育局", "420600-county"),
        ("420600", "省教育厅", "420000"),
        ("429004", "市教育局", "429004"),
        ("422800", "州教育局", "422800"),
        ("450000", "自治区教育厅", "450000"),
        ("000000", "发展改革委", "000000"),
        ("000000", "市农业农村局", "000000-city"),
    ],
)
def test_what_a_level_word_means_depends_on_the_document(code: str, raw: str, key: str) -> None:
    assert Resolver(jurisdiction(code)).resolve(raw, "lead").key == key


def test_a_zone_prefix_is_inherited() -> None:
    found = Resolver(DAZU).resolve_cell("经开区财务局、建设局", "lead")
    assert [m.organization_id for m in found] == ["500111-etdz.finance", "500111-etdz.housing"]


def test_words_behind_deng() -> None:
    found = Resolver(DAZU).resolve_cell("区教委、区司法局等区级有关单位", "responsible")
    assert [(m.name, m.open_ended, m.collective) for m in found] == [
        ("区教委", False, False),
        ("区司法局", True, False),
        ("区级有关单位", False, True),
    ]
    assert found[1].name_raw == "区司法局等区级有关单位"
    assert [m.name for m in Resolver(WANSHENG).resolve_cell("石林镇等单位", "support")] == ["石林镇"]


@pytest.mark.parametrize("raw", ["公安", "城管", "住建", "农林", "扶贫部门"])
def test_a_bare_field_in_running_text_is_no_body(raw: str) -> None:
    found = Resolver(WANSHENG).resolve(raw)
    assert (found.kind, found.organization_id, found.resolved) == ("function_word", "", False)


def test_an_unknown_name_is_kept_and_reported() -> None:
    found = Resolver(DAZU).resolve("区文化旅游发展和体育促进中心处", "lead")
    assert found.name == "区文化旅游发展和体育促进中心处"
    assert not found.resolved
    odd = Resolver(DAZU).resolve("某某某", "lead")
    finding = mention_findings(odd)[0]
    assert (odd.organization_id.split(".")[0], finding.code, finding.severity) == (
        "500111",
        "organization_unknown",
        "info",
    )
    assert "某某某" in render(finding.code, "zh", finding.params)


def test_a_body_known_by_its_ending_alone_is_reported_where_the_ending_tells_nothing() -> None:
    resolver = Resolver(DAZU)
    codes = [
        [f.code for f in mention_findings(m)]
        for m in resolver.resolve_cell("区奇怪事务局、拾万镇、某某有限公司、区河长办", "lead")
    ]
    assert codes == [["organization_unknown"], [], [], []]


def test_a_field_in_a_cell_has_an_id_of_its_own() -> None:
    found = Resolver(DAZU).resolve("扶贫部门", "responsible")
    assert (found.organization_id, found.kind, found.resolved) == (
        "500111.field-rural_revital",
        "function_word",
        False,
    )


def test_namesakes_are_candidates() -> None:
    found = Resolver(jurisdiction("")).resolve("鼓楼区教育局", "lead")
    assert not found.resolved
    assert len(found.candidates) >= 3
    assert (
        Resolver(jurisdiction("320100")).resolve("鼓楼区教育局", "lead").organization_id == "320106.education"
    )


def test_former_names_and_successors() -> None:
    found = Resolver(DAZU).resolve("区国土局", "lead")
    assert (found.organization_id, found.successor) == ("500111.land", "500111.nat_res")
    assert [f.code for f in mention_findings(found)] == ["organization_former_name"]


def test_a_zone_that_no_row_knows_keeps_its_words() -> None:
    found = Resolver(jurisdiction("210304")).resolve_cell(
        "立山经济开发区、经开区财政局、全区经济运行各专班", "responsible"
    )
    assert [(m.organization_id, m.full_name) for m in found[:2]] == [
        ("210304-etdz.zone_committee", "立山经济开发区管理委员会"),
        ("210304-etdz.finance", "鞍山市立山区经开区财政局"),
    ]
    assert found[2].collective


def test_one_name_per_body_over_a_document() -> None:
    resolver = Resolver(DAZU)
    mentions = [
        resolver.resolve(raw, "lead")
        for raw in ("区级相关单位", "区级有关单位", "区级有关单位", "区环保局", "区生态环境局")
    ]
    assert [m.name for m in settle_names(mentions)] == ["区级有关单位"] * 3 + ["区生态环境局"] * 2
    records = organization_records(mentions)
    assert [(r.organization_id, r.aliases) for r in records] == [
        ("500111.col-relevant-district_units", "区级有关单位|区级相关单位"),
        ("500111.eco_env", "区环保局|区生态环境局"),
    ]


@given(
    st.text(
        alphabet="区市县省教财委局办中心生态环境重庆大足双桥经开高新部中共国家税务总团镇街公司()原",
        min_size=1,
        max_size=24,
    )
)
def test_every_name_gets_an_ascii_id_twice_the_same(raw: str) -> None:
    one, two = Resolver(DAZU).resolve(raw, "lead"), Resolver(DAZU).resolve(raw, "lead")
    assert one == two
    assert one.organization_id.isascii()
    assert one.name


# --------------------------------------------------------------------------------------------------
# Codes and places


def test_credit_codes() -> None:
    assert credit_check_digit("11500111009347908") == "D"
    assert organization_check_digit("00934790") == "8"
    found = credit_code("11500111009347908d/2022-00169")
    assert found is not None
    assert (found.code, found.valid, found.place_code, found.body_kind) == (
        "11500111009347908D",
        True,
        "500111",
        "government",
    )
    assert credit_code("11500111009347908E/2022") is not None
    assert credit_code("WA1304001-2024-002") is None
    assert credit_code("000014349/2018-00222") is None


@given(st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17))
def test_a_changed_sign_breaks_the_check_digit(first: str) -> None:
    digit = credit_check_digit(first)
    changed = ("1" if first[4] != "1" else "2").join((first[:4], first[5:]))
    assert credit_check_digit(changed) != digit


JURISDICTIONS = [
    pytest.param({"issuer": "重庆市大足区人民政府办公室"}, "500111", "county", id="issuer"),
    pytest.param({"index_number": "11500111009347908d/2022-00169"}, "500111", "county", id="index-number"),
    pytest.param({"issuer": "大足区政府办公室", "index_number": "11500111009347908d/2022-00169", "doc_number": "大足府办发〔2022〕105号"}, "500111", "county", id="all-agree"),
    pytest.param({"title": "重庆市万盛经济技术开发区生态环境保护“十四五”规划中期评估"}, "500110-etdz", "zone", id="zone-in-the-title"),
    pytest.param({"issuer": "万盛经济技术开发区生态环境局"}, "500110-etdz", "zone", id="zone-issuer"),
    pytest.param({"issuer": "国务院办公厅"}, "000000", "nation", id="state-council"),
    pytest.param({"doc_number": "国办发〔2019〕4号"}, "000000", "nation", id="number-of-the-state-council"),
    pytest.param({"issuer": "教育部"}, "000000", "nation", id="ministry"),
    pytest.param({"issuer": "中共上海市委宣传部"}, "310000", "province", id="party-department-is-no-ministry"),
    pytest.param({"issuer": "襄阳市樊城区人民政府"}, "420606", "county", id="district-of-a-city"),
    pytest.param({"doc_number": "渝北府发〔2021〕1号"}, "500112", "county", id="number-alone"),
    pytest.param({"site_code": "5001110001"}, "500111", "county", id="site-code"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "key", "level"), JURISDICTIONS)
def test_jurisdiction_of(given: dict[str, str], key: str, level: str) -> None:
    found = jurisdiction_of(**given)
    assert (found.key, found.level, found.findings) == (key, level, ())


# words, key, codes of findings
DOUBTS = [
    pytest.param({"issuer": "开县人民政府"}, "500154", ["jurisdiction_former_place"], id="renamed-county"),
    pytest.param(
        {"issuer": "杭州市下城区人民政府"}, "330105", ["jurisdiction_former_place"], id="merged-district"
    ),
    pytest.param(
        {"issuer": "上海市闸北区人民政府办公室"},
        "310106",
        ["jurisdiction_former_place"],
        id="merged-district-of-a-municipality",
    ),
    pytest.param(
        {"title": "重庆市大足县人民政府关于某事的通知"},
        "500111",
        ["jurisdiction_former_place"],
        id="county-made-a-district",
    ),
    pytest.param({"doc_number": "浙政办发〔2022〕5号"}, "330000", ["jurisdiction_by_sign"], id="sign-alone"),
    pytest.param({"doc_number": "粤府函〔2022〕5号"}, "440000", ["jurisdiction_by_sign"], id="sign-of-a-fu"),
    pytest.param(
        {"issuer": "重庆市渝北区人民政府", "doc_number": "沪府发〔2020〕5号"},
        "500112",
        ["jurisdiction_conflict"],
        id="sign-of-another-province",
    ),
    pytest.param(
        {"issuer": "重庆市渝北区人民政府", "doc_number": "渝府发〔2020〕5号"},
        "500112",
        [],
        id="sign-of-the-own-province",
    ),
    pytest.param(
        {"issuer": "晋江市人民政府", "doc_number": "晋政文〔2020〕5号"},
        "350582",
        [],
        id="own-word-like-a-sign",
    ),
    pytest.param(
        {"issuer": "中山市发展和改革局", "doc_number": "中发改规字〔2022〕10号"},
        "442000",
        [],
        id="zhongfa-is-no-central-number",
    ),
    pytest.param({"doc_number": "国发〔2022〕10号"}, "000000", [], id="central-number"),
    pytest.param({"doc_number": "青政发〔2022〕10号"}, "", ["jurisdiction_unknown"], id="sign-of-two-places"),
    pytest.param({"issuer": "双桥区人民政府"}, "130802", [], id="name-in-use-before-one-out-of-use"),
    pytest.param(
        {"index_number": "11500111009347908E/2022-00169"},
        "",
        ["credit_code_invalid", "jurisdiction_unknown"],
        id="check-digit-fails",
    ),
]


@pytest.mark.parametrize(("given", "key", "codes"), DOUBTS)
def test_doubts_about_a_jurisdiction(given: dict[str, str], key: str, codes: list[str]) -> None:
    found = jurisdiction_of(**given)
    assert (found.code, [f.code for f in found.findings]) == (key, codes)


UNLISTED = [
    pytest.param({"issuer": "星河区人民政府"}, "星河区", "星河区", id="district"),
    pytest.param(
        {"issuer": "云溪县人民政府办公室"}, "云溪县", "云溪县", id="county-with-the-stem-of-a-district"
    ),
    pytest.param({"issuer": "重庆市星河区人民政府"}, "星河区", "重庆市星河区", id="in-a-known-city"),
    pytest.param(
        {"issuer": "江州市星河区人民政府办公室"}, "星河区", "江州市星河区", id="in-an-unlisted-city"
    ),
    pytest.param({"issuer": "中共星河区委办公室"}, "星河区", "星河区", id="committee"),
    pytest.param({"title": "星河区人民政府关于印发工作方案的通知"}, "星河区", "星河区", id="title"),
    pytest.param(
        {"issuer": "云溪县人民政府", "doc_number": "云溪府发〔2024〕8号"},
        "云溪县",
        "云溪县",
        id="number-of-the-stem",
    ),
]


@pytest.mark.parametrize(("given", "name", "full_name"), UNLISTED)
def test_a_place_that_no_list_has_keeps_its_name(given: dict[str, str], name: str, full_name: str) -> None:
    found = jurisdiction_of(**given)
    assert (found.code, found.name, found.full_name) == ("", name, full_name)
    assert [f.code for f in found.findings] == ["jurisdiction_unlisted"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"issuer": "重庆市规划和自然资源局"}, "500000"),
        ({"issuer": "重庆市城市管理局"}, "500000"),
        ({"issuer": "广州市人民政府办公厅"}, "440100"),
        ({"issuer": "延边朝鲜族自治州人民政府"}, "222400"),
        ({"issuer": "某某开发区管委会"}, ""),
    ],
)
def test_a_listed_place_is_not_taken_for_an_unlisted_one(given: dict[str, str], code: str) -> None:
    found = jurisdiction_of(**given)
    assert found.code == code
    assert "jurisdiction_unlisted" not in [f.code for f in found.findings]


def test_bodies_of_an_unlisted_place() -> None:
    resolver = Resolver(jurisdiction_of(issuer="重庆市星河区人民政府"))
    own, same, above = (resolver.resolve(raw, "lead") for raw in ("区水利局", "星河区水利局", "市水利局"))
    assert (own.name, own.full_name, own.jurisdiction_code) == ("区水利局", "重庆市星河区水利局", "")
    assert own.organization_id == same.organization_id
    assert (above.organization_id, above.full_name) == ("500000.water", "重庆市水利局")
    other = Resolver(jurisdiction_of(issuer="云溪县人民政府")).resolve("县水利局", "lead")
    assert other.name == "县水利局"
    assert other.organization_id != own.organization_id


@pytest.mark.parametrize(
    ("former", "code"),
    [("500225", "500111"), ("310108", "310106"), ("220381", "220184"), ("110103", "110101")],
)
def test_former_codes_lead_to_the_place_of_today(former: str, code: str) -> None:
    assert jurisdiction(former).code == code


def test_jurisdiction_conflicts_are_findings() -> None:
    found = jurisdiction_of(issuer="重庆市渝北区人民政府", index_number="11500111009347908D/2022-00169")
    assert found.code == "500112"
    assert [f.code for f in found.findings] == ["jurisdiction_conflict"]
    broken = jurisdiction_of(issuer="重庆市渝北区人民政府", index_number="11500111009347908E/2022-00169")
    assert [f.code for f in broken.findings] == ["credit_code_invalid"]
    assert [f.code for f in jurisdiction_of(title="关于印发工作方案的通知").findings] == [
        "jurisdiction_unknown"
    ]


def test_places() -> None:
    assert full_place_name("500111") == "重庆市大足区"
    assert [full_place_name(code) for code in ("421022", "420606", "500236")] == [
        "公安县",
        "襄阳市樊城区",
        "重庆市奉节县",
    ]
    assert city_of("500111") == "500000"
    assert jurisdiction("500234").code == "500154"
    found = match_place("广西梧州藤县人民政府")
    assert found is not None
    assert (found.keys, found.end) == (("450422",), 6)


# --------------------------------------------------------------------------------------------------
# Running text

SCANNED = [
    pytest.param(
        "由区委宣传部会同区教委、团区委落实。",
        ["区委宣传部", "区教委", "团区委"],
        id="party-organs-and-league",
    ),
    pytest.param("优化国土空间格局和产业布局，结局向好。", [], id="words-in-局"),
    pytest.param("区公安分局交巡警支队查处。", ["区公安分局交巡警支队"], id="longest-name"),
    pytest.param("会同公安分局整治。", ["公安分局"], id="a-county-elsewhere-is-a-verb-here"),
    pytest.param("扶贫部门提单子，住建部门改房子。", [], id="fields"),
    pytest.param("区教育局长到场。", [], id="person"),
    pytest.param("加强城市管理，完善应急管理。", [], id="fields-as-objects"),
    pytest.param(
        "重庆市大足区生态环境局和经开区建设局负责。",
        ["重庆市大足区生态环境局", "经开区建设局"],
        id="places-and-zones",
    ),
    pytest.param("各镇街、区级有关单位配合。", ["各镇街", "区级有关单位"], id="collectives"),
    pytest.param("报市政府批准。", ["市政府"], id="government"),
    pytest.param("渝北海关技术中心出具报告。", [], id="centre-of-a-body-is-another-body"),
    pytest.param("区水利局发展中心城区水系。", ["区水利局"], id="centre-of-a-town-is-no-body"),
    pytest.param(
        "区各有关单位、市发改委和区住建局。", ["区各有关单位", "市发改委", "区住建局"], id="three-kinds"
    ),
]


@pytest.mark.parametrize(("text", "expected"), SCANNED)
def test_find_names(text: str, expected: list[str]) -> None:
    found = find_names(text, DAZU)
    assert [n.text for n in found] == expected
    assert all(text[n.start : n.end] == n.text for n in found)


def test_explain_and_unknown_names() -> None:
    explained = explain_names("区文旅委、区教委等区级有关单位、区营商环境与投资服务局", DAZU)
    assert [e.organization_id for e in explained[:3]] == [
        "500111.culture_tourism",
        "500111.education",
        "500111.col-relevant-district_units",
    ]
    assert render(explained[0].reasons[0].code, "zh", explained[0].reasons[0].params) == "前缀 区 = 大足区"
    mentions = Resolver(DAZU).resolve_cell("区教委、区奇怪事务局、区奇怪事务局、拾万镇、某某有限公司", "lead")
    unknown = unknown_names(mentions)
    assert [(u.name, u.count) for u in unknown] == [("区奇怪事务局", 2)]


# unknown name, words that the best suggestion holds
SUGGESTED = [
    ("区营商环境促进局", "营商环境"), ("区文化体育旅游服务局", "文化体育"), ("区城市综合管理执法大队", "城市综合管理"), ("区农业和农村事业局", "农业农村"),
    ("区住房建设和交通管理局", "住房"), ("区退役军人服务局", "退役军人"), ("区林草和园林局", "园林"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "words"), SUGGESTED, ids=[s[0] for s in SUGGESTED])
def test_suggestions_are_near(name: str, words: str) -> None:
    found = suggest(name)
    assert words in found[0]
    assert len(found) <= 3


def test_nothing_is_near_a_name_of_other_words() -> None:
    assert suggest("蠚蠚") == ()
    assert nearest_alias("蠚蠚") is None


def test_a_suggestion_is_a_name_of_the_vocabulary() -> None:
    found = nearest_alias("营商环境促进局")
    assert found is not None
    assert "admin_approval" in found.function


def test_suggestions_never_resolve() -> None:
    """A name near a known one stays what it is: its own id, a finding with the candidates, no function of theirs."""
    found = Resolver(DAZU).resolve("区退役军人服务局", "lead")
    known = Resolver(DAZU).resolve("区退役军人事务局", "lead")
    assert found.organization_id != known.organization_id


# Centres and stations of one field are bodies of their own, told by their office word
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区农业农村服务中心", "区农业农村发展中心"), ("区农业农村服务中心", "区农业农村委"), ("区科技服务中心", "区科技事务中心"), ("区水利站", "区水利总站"),
        ("省科普服务中心", "省青少年科技中心"), ("省科学技术厅", "省科技创新办公室"), ("市科学技术奖励委员会", "市科学技术奖励工作办公室"),
        ("市高新技术企业认定委员会", "市高新技术企业认定办公室"), ("市发展研究中心", "市政府研究室"), ("市知识产权保护中心", "市知识产权局"),
    ],
)  # fmt: skip
def test_bodies_of_one_field_stay_apart(one: str, other: str) -> None:
    resolver = Resolver(DAZU)
    assert resolver.resolve(one, "lead").organization_id != resolver.resolve(other, "lead").organization_id


def test_known_names_for_brackets_of_names_alone() -> None:
    assert knows("省教育厅", jurisdiction("420000"))
    assert knows("各镇街", DAZU)
    assert not knows("试点学校", DAZU)
    assert not knows("2021年", DAZU)


def test_names_joined_by_he_and_ji() -> None:
    resolver = Resolver(jurisdiction("610400"))
    assert [m.name_raw for m in resolver.resolve_cell("市级各有关部门及各县市区政府", "responsible")] == [
        "市级各有关部门",
        "各县市区政府",
    ]
    assert [m.name_raw for m in resolver.resolve_cell("市自然资源和规划局", "lead")] == ["市自然资源和规划局"]
    assert [m.name_raw for m in resolver.resolve_cell("市教育局和市财政局", "lead")] == [
        "市教育局",
        "市财政局",
    ]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        pytest.param("区住房保障房屋管理局", "区住房保障房管局", id="one-field-told-twice"),
        pytest.param("区教育和体育局", "区教育和体育局", id="two-fields"),
    ],
)
def test_a_field_told_twice_is_one(printed: str, name: str) -> None:
    assert [found.name for found in explain_names(printed, DAZU)] == [name]
