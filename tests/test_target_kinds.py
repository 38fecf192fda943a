"""Sentences of every kind that plans, reports and rules use, data/targets_kinds.tsv: written and labelled before a run.

The labels follow the same notation as data/targets.tsv. Every sentence must be read exactly: nothing missed, nothing
added; sentences without a target (conditions, definitions, names, thresholds) stand among them.
"""

from __future__ import annotations

import csv
import re
from itertools import permutations
from pathlib import Path

import pytest
from guard import completes
from qingdan.normalize import target_states
from qingdan.normalize.dates import find_deadlines
from qingdan.normalize.target_text import target_words
from qingdan.normalize.targets import account_numbers, find_targets
from qingdan.text import fold
from test_targets import PLAN, agree, labels, read


def sentences() -> list[dict[str, str]]:
    path = Path(__file__).parent / "data" / "targets_kinds.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", sentences(), ids=lambda row: row["id"])
def test_sentence(row):
    rest = list(read(row))
    for label in labels(row["targets"]):
        hit = next((target for target in rest if agree(label, target)), None)
        assert hit is not None, f"{label} of {row['sentence']}"
        rest.remove(hit)
    assert rest == []


def number(text: str, *, fact: bool = False) -> list[tuple[str, str, str]]:
    found = find_targets(text, plan=PLAN, fact=fact)
    return [(t.operator, str(t.value), t.unit) for t in found if t.value is not None]


NUMBERS = [
    ("work_is_done_on_a_length", "对14公里的灌溉渠道进行提档升级;", [("=", "14", "km")]),
    ("length_of_what_is_treated", "对长10公里的河道进行治理。", []),
    ("work_on_two_named", "对甲站、乙站两个地下通道照明设施进行改造。", [("=", "2", "cn:count:个")]),
    ("either_money", "招引总投资超12亿元或2亿美元农业项目4个。", [("=", "4", "cn:count:个")]),
    ("handed_out", "现将《政府工作报告》5个方面118项工作任务予以分解。", []),
    ("about_a_share", "约占全市的32%。", [("~", "32", "%")]),
    ("only_one", "一人只能登记一个农贸市场的固定摊位。", [("<=", "1", "cn:count:个")]),
    ("only_one_in_digits", "每户只能申请1套住房。", [("<=", "1", "cn:count:套")]),
    ("kinds_worked_on", "接入政务数据80类。", [("=", "80", "cn:count:类")]),
    ("kinds_that_group", "推进8大类56项改革,主要分为5类。", [("=", "56", "cn:count:项")]),
    ("blank_before_counter", "企业开放 200 个泊位。", [("=", "200", "cn:count:个")]),
    ("ceiling_named", "补贴上限为10000元。", [("<=", "10000", "CNY")]),
    ("floor_named", "就餐面积下限为25平方米。", [(">=", "25", "m2")]),
    ("capped_after", "每家企业补助20万元封顶。", [("<=", "200000", "CNY")]),
    ("share_in_words", "三分之二以上的村建成精品村。", [(">=", "0.666667", "1")]),
    ("tenths_in_words", "八成以上的支出用于民生。", [(">=", "80", "%")]),
    ("percent_in_words", "覆盖面达到百分之八十。", [(">=", "80", "%")]),
    ("once", "对学生进行一次免费筛查。", [("=", "1", "cn:count:次")]),
    ("days_of_a_span", "公示期为20日。", [("=", "20", "d")]),
    ("within_after_reach", "用地预审时间压缩至10个工作日内。", [("<=", "10", "cn:workday")]),
    ("multiple_of", "供养标准不低于低保标准的1.6倍。", [(">=", "1.6", "cn:times")]),
    ("lowest_in_a_name", "按最低计时工资标准的1.2倍确定。", [("=", "1.2", "cn:times")]),
    ("ceiling_of_a_lowest", "不高于最低工资标准的3倍。", [("<=", "3", "cn:times")]),
    ("years_in_words", "租赁期应在五年以上。", [(">=", "5", "a")]),
    ("ceiling_in_words", "停业期限最长为三十六个月。", [("<=", "36", "mo")]),
    ("floor_in_words", "每户至少一人就业。", [(">=", "1", "{person}")]),
    ("share_of_a_rule", "按不低于车位总数10%的比例建设。", [(">=", "10", "%")]),
    ("floor_with_的", "每百户配建不少于20平方米的用房。", [(">=", "20", "m2")]),
    ("each_pupil", "收费不得高于每生每月800元。", [("<=", "800", "CNY")]),
    ("share_that_attains", "力争实现20%的村集体年收入翻番。", [("=", "20", "%")]),
    ("after_scopes", "实施6个方面28项工程。", [("=", "28", "cn:count:项")]),
    ("work_done_with_size", "全面完成高标准农田2000亩建设。", [("=", "2000", "cn:mu")]),
    ("share_granted", "给予契税缴纳额50%的补贴。", [("=", "50", "%")]),
    ("years_of_a_life", "人均预期寿命应大于77.3岁。", [(">", "77.3", "cn:age")]),
    ("new_rate_to", "养老金标准由每人每月113元提高至133元。", [("=", "133", "CNY")]),
    ("new_ceiling", "贷款额度由40万元提高到50万元。", [("=", "500000", "CNY")]),
    ("after_a_date", "资金支出进度年底前达到100%。", [(">=", "100", "%")]),
    ("floor_after_list", "开工建设甲厂等5个以上项目。", [(">=", "5", "cn:count:个")]),
    ("verb_of_clause_before", "建成1条以上示范带,10个以上示范村。", [(">=", "1", "cn:count:条"), (">=", "10", "cn:count:个")]),
    ("done_to_those_with_的", "对车流较大的85个充电站进行扩容。", [("=", "85", "cn:count:个")]),
    ("run_in_number", "七是在180个渔村实施健身工程。", [("=", "180", "cn:count:个")]),
    ("before_measures", "招募河道协管800名等举措落地。", [("=", "800", "{person}")]),
    ("opens_only_one", "一个单位在同一平台只开设一个账号。", [("<=", "1", "cn:count:个")]),
    ("fills_in_only_one", "每名考生只填一个志愿。", [("<=", "1", "cn:count:个")]),
    ("applies_for_only_two", "每个单位只申报两项课题。", [("<=", "2", "cn:count:项")]),
    ("sold_only_one", "每户家庭只配售一套住房。", [("<=", "1", "cn:count:套")]),
    ("only_that_often", "每人每年只享受一次补贴。", [("<=", "1", "cn:count:次")]),
    ("not_only_one", "不只建一个园区,更要形成产业链。", []),
    ("one_will_do", "只填一个表格即可办理多项业务。", []),
    ("terms_of_office", "聘期一般不超过三届,年龄一般不超过65周岁。", [("<=", "3", "cn:count:届")]),
    ("terms_of_a_case", "连续任职超过两届的,应当报批。", []),
    ("two_lists_of_names", "完成某乡东冲等8座小型水闸加固改造及西湖乡北坡等12座泵站整治工程。", [("=", "8", "cn:count:座"), ("=", "12", "cn:count:座")]),
    ("two_lists_of_other_things", "改造甲村等12个村以及乙小学等8所学校。", [("=", "12", "cn:count:个"), ("=", "8", "cn:count:所")]),
    ("two_lists_pushed", "推进东湖路等5条道路及西山路等3条支路建设。", []),
    ("money_without_yuan", "年内完成投资2.93亿。", [("=", "293000000", "CNY")]),
    ("money_before_a_verb", "项目总投资约5亿,建设厂房。", [("~", "500000000", "CNY")]),
    ("money_of_output", "地区生产总值达到500亿。", [(">=", "50000000000", "CNY")]),
    ("no_money", "种植花卉300万。", [("=", "3000000", "")]),
    ("other_money", "引进外资5亿美元。", [("=", "500000000", "USD")]),
    ("money_past_a_mark", "工业总产值首次突破1000亿大关。", [(">", "100000000000", "CNY")]),
    ("money_given", "给予不超过50万奖励。", [("<=", "500000", "CNY")]),
    ("moneys_in_a_list", "固定资产投资和工业投资分别完成36亿、21亿。", [("=", "3600000000", "CNY"), ("=", "2100000000", "CNY")]),
    ("money_set_aside", "安排经费300万元用于维修。", [("=", "3000000", "CNY")]),
    ("people_of_loans", "贷款惠及农户3万户。", [("=", "30000", "{household}")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [n[1:] for n in NUMBERS], ids=[n[0] for n in NUMBERS])
def test_numbers(text, expected):
    assert number(text) == expected


FACTS = [
    ("shares_made", "创造了全市42.3%的产值、56.8%的税收。", [("=", "42.3", "%"), ("=", "56.8", "%")]),
    ("growth_kept_yearly", "保持了年均38%以上的增幅。", [(">=", "38", "%")]),
    ("amount_of_area", "覆盖了超过1.8亿平方米的面积。", [(">", "180000000", "m2")]),
    ("name_of_a_size", "顺利实现创百亿元区的目标。", []),
    ("place_among", "位列全市165个乡镇中第四位。", []),
    ("living_together", "0.9万户相对集中居住渔户入住新村。", [("=", "9000", "{household}")]),
    ("below_zero", "自然增长率为-3.19‰,下降3.18个千分点。", [("=", "-3.19", "[ppth]"), ("=", "3.18", "cn:permille_point")]),
    ("below_zero_in_a_list", "拉动分别为0.15、-5.64、1.34个百分点。", [("=", "0.15", "cn:pp"), ("=", "-5.64", "cn:pp"), ("=", "1.34", "cn:pp")]),
    ("a_range_is_no_minus", "完成率80%-95%。", [("=", "80", "%")]),
    ("thousand_of_a_unit", "播种面积85.76千公顷。", [("=", "85760", "har")]),
    ("best_yield", "最高单产达674.8公斤。", [("=", "674.8", "kg")]),
    ("class_of_taxes", "实现税收亿元园区42个、税收20亿元园区6个。", [("=", "42", "cn:count:个"), ("=", "6", "cn:count:个")]),
    ("classes_of_projects", "签约50亿元项目12个、10亿元以上项目30个、亿元以上项目110个。", [("=", "12", "cn:count:个"), ("=", "30", "cn:count:个"), ("=", "110", "cn:count:个")]),
    ("class_between", "引进1亿元以上、5亿元以下项目60个。", [("=", "60", "cn:count:个")]),
    ("no_class", "完成投资10亿元,实施项目24个。", [("=", "1000000000", "CNY"), ("=", "24", "cn:count:个")]),
    ("no_amount_of_money", "全市用电量达1.2亿。", [("=", "120000000", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [f[1:] for f in FACTS], ids=[f[0] for f in FACTS])
def test_facts(text, expected):
    assert number(text, fact=True) == expected


NONE = [
    ("time_before", "(提交申请之日前6个月内)聘用的人员。"),
    ("those_of_a_size", "(超过100人的企业另行规定)"),
    ("share_asked_for", "新招用人员达到护工总数9%(超过60人的企业达到4%),并签订合同;"),
    ("gloss", "6亩以下(不含6亩)的土地,由区政府审查。"),
    ("when_fewer", "可分配房源不足3套时,可以重新选择。"),
    ("or_below", "无自有住房,或人均住房面积低于15平方米。"),
    ("means_below", "家庭人均月收入低于1500元。"),
    ("definition", "所称规模养殖场,是指存栏500头以上的养殖场。"),
    ("sizes_in_names", "加快推进2×66万千瓦煤电、100兆瓦光伏等项目前期工作。"),
    ("functions_of", "完善首批10个基地功能。"),
    ("planned_once", "项目原估算总投资5亿元。"),
    ("from_two_places", "从两处以上取得综合所得,应当申报。"),
    ("quoted_once", "推进“最多跑一次”改革。"),
    ("points_in_all", "综合成绩满分为100分,加权计算。"),
    ("in_a_row", "连续三年以上,可以申请。"),
    ("joined_case", "服务达到1000人次,且按规定设置机构的,给予补贴。"),
    ("around_a_size", "围绕城区面积100平方公里、80万人口,打造节点城市。"),
    ("sizes_of_a_lot", "培育一批产值超500亿元、1000亿元产业集群。"),
    ("those_who_bring", "对引进博士5人以上的单位,予以表彰。"),
    ("share_of_a_few", "力争三分之一县实现目标。"),
]


@pytest.mark.parametrize("text", [n[1] for n in NONE], ids=[n[0] for n in NONE])
def test_none(text):
    assert number(text) == []


PROPORTIONS = [
    ("teachers", "师生比不低于1:15。", ["unexplained"]),
    ("of_three", "结构调整为12.3:45.1:42.6。", ["unexplained"]),
    ("levered", "撬动比例达到1:3以上。", ["unexplained"]),
    ("to_one", "城乡收入比2.31:1。", ["target"]),
    ("hour", "上午10:30开会。", ["identifier", "identifier"]),
]


@pytest.mark.parametrize(("text", "uses"), [p[1:] for p in PROPORTIONS], ids=[p[0] for p in PROPORTIONS])
def test_proportions_are_read_whole_or_not_at_all(text, uses):
    assert [use.use for use in account_numbers(text)] == uses


def test_a_number_below_zero_is_accounted_for():
    (use,) = account_numbers("增速为-9.4%。", fact=True)
    assert (use.start, use.use) == (3, "target")


WORDS = [
    ("better_clearly", "水环境质量改善明显。", True, ["qualitative"]),
    ("wiped_out", "全面剿灭劣V类水。", True, ["qualitative"]),
    ("near_a_level", "农户收入接近沿江富裕地区水平。", False, ["relative"]),
    ("with_growth", "居民收入与经济同步增长。", False, ["relative"]),
    ("plan_target", "管网漏损提前完成“十四五”目标并持续降低。", True, ["relative"]),
    ("required_by", "达到省级标杆县建设要求。", False, ["relative"]),
    ("within_a_plan", "主要污染物排放控制在市定目标范围内。", False, ["relative"]),
    ("task_of_its_own", "能耗下降3%,完成市下达的能耗双控任务。", False, ["=", "relative"]),
    ("class_of_the_state", "断面水质保持国家Ⅱ类标准。", False, ["relative"]),
    ("state_in_hours", "到2025年,城市间基本实现2小时通达。", False, ["qualitative"]),
    ("long_object", "基本建成" + "、".join(["结构清晰"] * 12) + "的现代化都市圈。", False, ["qualitative"]),
    ("carbon_of_work", "积极稳妥推进碳达峰、碳中和。", True, []),
    ("carbon_reached", "实现碳达峰。", False, ["qualitative"]),
    ("a_little_further", "到2025年,服务水平进一步提升,治理能力持续增强。", False, ["qualitative"]),
    ("compares_a_number", "客流增长9%,增速高于全省平均水平。", True, ["="]),
    ("paper_of_a_state", "编制面向2030年基本实现现代化的内河航运规划。", True, []),
    ("conditions_of_a_state", "具备了基本实现通航的几项有利条件。", True, []),
    ("share_covers_state", "70%以上的城市全面消除重污染天气。", False, [">="]),
    ("no_new_cases", "秸秆焚烧零发生。", False, ["qualitative"]),
    ("below_a_level", "库存量未达到规定水平。", False, []),
    ("task_not_done", "老城区均未能完成县下达的目标任务。", True, []),
    ("not_done_in_time", "部分项目未按期完成市下达目标任务。", True, []),
    ("not_yet_covered", "仍未实现全覆盖。", True, []),
    ("floor_of_the_state", "不得低于国家标准。", False, ["relative"]),
    ("praise_of_a_year", "是全面建成县乡公路网砥砺奋进的一年。", True, []),
    ("praise_of_next_year", "明年是基本建成现代化城市的关键一年。", False, []),
    ("in_full_and_time", "确保2018年重点目标任务全面如期完成。", False, ["qualitative"]),
    ("in_time_and_full", "如期全面完成脱贫攻坚任务。", False, ["qualitative"]),
    ("done_for_a_purpose", "为全面如期完成各项任务,制定本方案。", False, []),
    ("formed_with_qualities", "形成行为规范、运转协调、廉洁高效的行政管理体制。", False, ["qualitative"]),
    ("formed_was", "形成了上下联动、左右协同的工作格局。", True, ["qualitative"]),
    ("formed_is_pushed", "推动形成政府主导、部门协作的工作机制。", False, []),
    ("formed_no_system", "形成齐抓共管、共同参与的良好氛围。", False, []),
    ("formed_prices", "尊重以果农为主导的水果价格形成机制。", False, []),
    ("formed_is_meant", "旨在形成统一开放、竞争有序的市场体系。", False, []),
    ("those_in_time", "对如期全面完成任务的单位予以表彰。", False, []),
    ("how_far_it_is", "全面完成情况通报如下。", False, []),
    ("cannot_yet", "尚不能满足国家要求。", False, []),
    ("must_not_be_over", "不能超过全国平均水平。", False, ["relative"]),
    ("on_the_way", "迈入全面建成小康社会新阶段。", False, []),
    ("means_of_forming", "通过形成长效机制、完善制度,提升治理水平。", False, []),
    ("formed_by_means", "通过整合资源形成覆盖全区的服务网络。", False, ["qualitative"]),
]


@pytest.mark.parametrize(("text", "fact", "expected"), [w[1:] for w in WORDS], ids=[w[0] for w in WORDS])
def test_words(text, fact, expected):
    assert [target.operator for target in find_targets(text, fact=fact)] == expected


DUE = [
    ("measured_by_a_year", "恢复到2019年的112%。", ""),
    ("multiple_of_a_year", "产值是2015年的2倍,增长6%。", ""),
    ("same_span_of_a_year", "2018年同期为61%,同比上升3.8个百分点。", ""),
    ("raised_to_a_year", "由2020年的74.7%提高到2022年的82.9%。", "2022"),
]


@pytest.mark.parametrize(("text", "due"), [d[1:] for d in DUE], ids=[d[0] for d in DUE])
def test_due(text, due):
    assert find_targets(text, fact=True)[-1].due == due


EACH_DUE = [
    ("coefficients", "利用系数2025年、2030年分别达到0.45、0.46。", ["2025", "2030"]),
    ("shares", "到2025年、2030年,清洁能源占比分别达到20%、25%。", ["2025", "2030"]),
    ("each_year", "2023年、2024年、2025年各完成30%、40%、30%。", ["2023", "2024", "2025"]),
    ("more_values", "到2025年、2030年,甲、乙、丙三项比率分别达到20%、25%、30%。", ["2030", "2030", "2030"]),
    ("together", "2022年、2023年累计完成投资50亿元、30亿元。", ["2022/2023", "2022/2023"]),
]


@pytest.mark.parametrize(("text", "dues"), [d[1:] for d in EACH_DUE], ids=[d[0] for d in EACH_DUE])
def test_each_value_of_a_list_has_the_time_in_its_place(text, dues):
    assert [target.due for target in find_targets(text)] == dues


@pytest.mark.parametrize(
    "text",
    ["2×66万千瓦煤电、" * 6000, "三分之二以上" * 15000, "低于10平方米的," * 9000, "是指500头以上" * 9000, "(超过100人的企业" * 9000],
    ids=["products", "shares", "thresholds", "definitions", "brackets"],
)  # fmt: skip
def test_linear(text):
    with completes():
        find_targets(text)


def carried() -> list[dict[str, str]]:
    path = Path(__file__).parent / "data" / "targets_carried.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def plans() -> list[dict[str, str]]:
    path = Path(__file__).parent / "data" / "targets_plans.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", plans(), ids=lambda row: row["id"])
def test_plans(row):
    """Plans of districts: verbs, counted objects, lists, kinds and sizes; written and labelled before a run."""
    test_sentence(row)


@pytest.mark.parametrize("row", carried(), ids=lambda row: row["id"])
def test_carried(row):
    """今年, 每年 and verbs that hold for what follows, sizes of what is counted: written and labelled before a run."""
    rest = list(read(row))
    for label in labels(row["targets"]):
        hit = next((target for target in rest if agree(label, target)), None)
        assert hit is not None, f"{label} of {row['sentence']}"
        rest.remove(hit)
    assert rest == []


CARRIED = [
    ("list_number", "3.加快建设甲园和6个乙园", [("=", "6", "cn:count:个")]),
    ("list_number_new", "4.新(改扩)建甲小学等11所学校", [("=", "11", "cn:count:所")]),
    ("motorway", "建成甲地至乙地等12条759公里高速公路", [("=", "12", "cn:count:条"), ("=", "759", "km")]),
    ("each_of_them", "抓实30个产值过5亿元、200个过1000万元的增长点,产值增长7%", [("=", "7", "%")]),
    (
        "floor_that_helps",
        "改造小区20个以上惠及居民3000户",
        [(">=", "20", "cn:count:个"), ("=", "3000", "{household}")],
    ),
    ("next_clause_has_a_verb", "建设3个平台,20家企业获得认定", [("=", "3", "cn:count:个")]),
    ("level_passed", "总产值跨过20亿元台阶", [(">", "2000000000", "CNY")]),
    ("limit_of_days", "延长期限不超过7个工作日", [("<=", "7", "cn:workday")]),
    ("rate_of_coverage", "覆盖率30%的乡镇优先安排", []),
    (
        "floor_then_places",
        "每年组织10场以上宣讲进100个村",
        [(">=", "10", "cn:count:场"), ("=", "100", "cn:count:个")],
    ),
    ("floor_and_months", "聘用5名以上专家服务3个月", [(">=", "5", "{person}")]),
    ("times_in_words", "产量提高一倍", [("=", "1", "cn:times")]),
    ("tower_height", "修建15米高的观景塔", []),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in CARRIED], ids=[row[0] for row in CARRIED])
def test_lists_and_sizes(text, expected):
    assert number(text) == expected


RECURS = [
    ("span_ends_it", "每年召开会议1次,三年内建成平台10个", ["R/P1Y", ""]),
    ("month_ends_it", "每年召开会议1次,每月走访企业10家", ["R/P1Y", "R/P1M"]),
    ("semicolon_ends_it", "每年召开会议1次;建成平台10个", ["R/P1Y", ""]),
    ("growth", "产值每年增长5%,建成平台10个", ["", ""]),
    ("this_year_ends_it", "每年召开会议1次,今年建成平台10个", ["R/P1Y", "2024"]),
    ("yearly_ends_this_year", "今年建成平台10个,每年召开会议1次", ["2024", "R/P1Y"]),
    ("compared_with", "产量比今年增长5%", [""]),
]


@pytest.mark.parametrize(("text", "dues"), [row[1:] for row in RECURS], ids=[row[0] for row in RECURS])
def test_what_ends_a_time(text, dues):
    assert [t.due for t in find_targets(text, year=2024)] == dues


def test_carried_words_are_read_in_linear_time():
    for words in (
        "每年新建1座,",
        "今年新建1座,",
        "培育3家平台、甲,",
        "改造800亩以上林地3个,",
        "3个产值过1亿元、",
    ):
        with completes():
            assert find_targets(words * 4000, year=2024)[0].value is not None


LAYOUTS = {
    "blanks around numbers": lambda text: re.sub(r"(?<![A-Za-z.\d])(\d+(?:\.\d+)?)(?![A-Za-z.\d])", r" \1 ", text).strip(),
    "half-width marks": lambda text: text.translate(str.maketrans("，；：（）。", ",;:().")),
    "full-width numbers": lambda text: text.translate(str.maketrans("0123456789%", "０１２３４５６７８９％")),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_of_a_sentence_changes_nothing(layout):
    """Copies of one publication differ in blanks, widths and full stops: the targets are the same."""
    differ = []
    for row in sentences():
        other = row | {"sentence": LAYOUTS[layout](row["sentence"])}
        found, again = (
            sorted((t.operator, str(t.value), t.unit, t.due) for t in read(r)) for r in (row, other)
        )
        if found != again:
            differ.append((other["sentence"], found, again))
    assert not differ


DATED = """到2025年，森林覆盖率达到45%|2024年计划投资3亿元|2024年新建公园12个|2023年底前完成改造30户|“十四五”期间累计完成投资50亿元
2021—2025年新增学位1200个|建设周期2023—2026年|2024年上半年开工项目20个|2025年，全市粮食产量稳定在30万吨以上|截至2023年6月，累计建成基站300个
每年举办活动10场|2026年突破50亿元|力争2025年城镇化率提高到62%|2024年一季度新签约项目15个|规划期内治理矿山6座|到2030年全面建成现代化体系
2022年1月1日起补贴标准提高到每人600元|2024年总投资12.5亿元|年内新增就业5000人|2025年前淘汰锅炉25台|2023年1—6月完成投资4.2亿元
今年新建学校5所|2022年重点工程项目200个|2023年9月底前拆除违建40处|每季度开展检查2次|“十四五”末绿化率达到40%|2024年度整治河道18公里|今年上半年引进企业9家
该区2021年新建厂房15万平方米|2026—2030年治理沙地800亩|去年完成改造70户|由2015年的31.5%提高到2021年的88.4%|明年开工建设泵站4座|每月走访企业11家""".replace("\n", "|").split("|")  # fmt: skip


@pytest.mark.parametrize("mark", ["，", "；"])
def test_clauses_with_times_of_their_own_are_read_side_by_side_as_alone(mark):
    def read_both(text: str) -> tuple[list[tuple[str, str, str]], list[str]]:
        found = find_targets(text, year=2024, plan=PLAN)
        return (
            sorted((t.operator, str(t.value), t.due) for t in found),
            sorted(d.edtf for d in find_deadlines(text, year=2024, plan=PLAN)),
        )

    alone = {clause: read_both(clause + "。") for clause in DATED}
    for first, second in permutations(DATED, 2):
        targets, times = read_both(first + mark + second + "。")
        assert targets == sorted(alone[first][0] + alone[second][0]), (first, second)
        assert times == sorted(alone[first][1] + alone[second][1]), (first, second)


def test_states_begin_with_the_signs_that_are_said():
    """A pattern of data/target_words.toml that begins with another sign would never be found."""
    pairs = [
        ("before_first", target_states._state_before()),
        ("after_first", target_states._state_after(True)),
        ("after_first", target_states._state_after(False)),
    ]
    texts = [fold(row["sentence"]) for row in sentences()]
    for name in ("targets", "targets_unseen2", "targets_plans"):
        path = Path(__file__).parent / "data" / f"{name}.tsv"
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            texts += [fold(row["sentence"]) for row in rows]
    for key, pattern in pairs:
        starts = {match[0][0] for text in texts for match in pattern.finditer(text)}
        literal = {sign for sign in "基全初彻大明显" if key == "after_first"}
        assert starts | literal <= set("".join(target_words()["qualitative"][key]))
