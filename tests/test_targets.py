"""Targets in running text. Sentences and labels stand in tests/data/targets.tsv (labelled by hand)."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from guard import completes
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import agrees as agree
from labelled import targets_of as labels
from qingdan.normalize.target_findings import target_findings
from qingdan.normalize.target_record import Target
from qingdan.normalize.target_text import target_words
from qingdan.normalize.targets import account_numbers, find_targets

PLAN = (2021, 2025)


def sentences() -> list[dict[str, str]]:
    path = Path(__file__).parent / "data" / "targets.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(row: dict[str, str]) -> tuple[Target, ...]:
    year = int(row["year"]) if row["year"] else None
    return find_targets(
        row["sentence"], year=year, plan=PLAN, lossy=row["lossy"] == "1", fact=row["mode"] == "fact"
    )


def matches(row: dict[str, str]) -> tuple[int, int, int]:
    """Labels found, labels, targets given."""
    expected, given_ = labels(row["targets"]), list(read(row))
    rest = list(given_)
    found = 0
    for label in expected:
        hit = next((target for target in rest if agree(label, target)), None)
        if hit is not None:
            rest.remove(hit)
            found += 1
    return found, len(expected), len(given_)


@pytest.mark.parametrize(("part", "precision", "recall"), [("dev", 0.98, 0.96), ("held", 0.90, 0.90)])
def test_labelled_sentences(part, precision, recall):
    counts = [matches(row) for row in sentences() if row["set"] == part]
    found, expected, given_ = (sum(column) for column in zip(*counts, strict=True))
    assert found / given_ >= precision
    assert found / expected >= recall


CASES = [
    ("not_below", "节水器具普及率不低于60%", [("节水器具普及率", ">=", "60", "%")]),
    ("keeps_or_more", "确保建成区道路机扫率保持90%以上", [("建成区道路机扫率", ">=", "90", "%")]),
    ("counted_noun", "建成15万亩国家储备林基地", [("国家储备林基地", "=", "150000", "cn:mu")]),
    ("concentration", "国控点PM2.5浓度不超过30.7微克/立方米", [("国控点PM2.5浓度", "<=", "30.7", "ug/m3")]),
    ("lower_is_better", "细颗粒物平均浓度达到35微克/立方米", [("细颗粒物平均浓度", "<=", "35", "ug/m3")]),
    ("higher_is_better", "森林覆盖率达到45%", [("森林覆盖率", ">=", "45", "%")]),
    ("list_of_values", "化学需氧量、氨氮减排量分别达到4.32万吨、0.18万吨",
     [("化学需氧量", ">=", "43200", "t"), ("氨氮减排量", ">=", "1800", "t")]),
    ("visits", "入户抽检重点单位车辆不少于12家次", [("入户抽检重点单位车辆", ">=", "12", "cn:visit:家")]),
    ("range", "每年增加1-3个百分点", [("增加", "=", "1", "cn:pp")]),
    ("power_of_two_units", "建设2×660MW机组", [("机组", "=", "660", "MW")]),
    ("over_hundred", "完成市级目标任务的343.4%", [("市级目标任务", "=", "343.4", "%")]),
    ("called_full", "满意率达到99.4%", [("满意率", ">=", "99.4", "%")]),
    ("share_of", "按不低于合同价款的40%提前拨付", [("合同价款", ">=", "40", "%")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_target(text, expected):
    found = find_targets(text, plan=PLAN)
    assert [(t.measure, t.operator, str(t.value), t.unit) for t in found] == expected


NONE = [
    "流域面积大于100平方公里的河流不出现断流", "禁止新建20蒸吨/小时及以下的燃煤锅炉", "学校周围200米范围内设立娱乐场所",
    "按照《某市2022年化肥农药减量增效工作方案》要求", "出水水质达到一级A标", "推广5G技术", "构建“1+3”产业体系",
    "妥善处理“12345”转办投诉", "万东北路145号附13号门前", "等8项工程", "“5.22”生物多样性日", "公布第三批名单",
    "某园区全省排名17位、前移4位", "两区全市排名分别为6位、9位", "凌晨5时20分发生停电",
    "厚度小于0.025毫米的超薄塑料购物袋", "为期15天的知识培训", "DN800管道", "全区27个街镇加强监管", "拨打12369热线",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_no_target(text):
    assert [t for t in find_targets(text, plan=PLAN) if t.value is not None] == []


# What a value is said of: whole words, no function word at an end, nothing of what is done or of another clause.
MEASURES = [
    ("level_of_what_rose_each_year", "网络零售额年均增长12%以上，2026年突破50亿元。", False, ["网络零售额年均增长", "网络零售额"]),
    ("risen_from", "优良天数比例由88.2%升至92.6%，平均浓度由38微克/立方米降至29微克/立方米。", True, ["优良天数比例", "平均浓度"]),
    ("times_are_no_name", "联网率不得低于98%，到2023年、2024年分别达到90%、95%。", False, ["联网率", "联网率", "联网率"]),
    ("level_of_what_rose", "收集率提高5个百分点，达到75%。", False, ["收集率提高", "收集率"]),
    ("number_of_a_point", "一是落实责任，覆盖率100%。三鼓励采用装配式建筑，占比达30%。", False, ["覆盖率", "鼓励采用装配式建筑占比"]),
    ("aim_beside", "失业率4.8%，控制在5.5%的目标以内。", True, ["失业率", "失业率"]),
    ("stages_have_no_name", "占比达到10%，基站总数超过8000个。其中：2024年分别达到8%、5500个。", False, ["占比", "基站总数", "", ""]),
    ("not_done", "351条任务完成，5条任务未完成，完成率为98.6%", True, ["任务", "任务未完成", "完成率"]),
    ("verb_at_the_end", "社会消费品零售总额完成862.4亿元，增长3%", True, ["社会消费品零售总额", "社会消费品零售总额增长"]),
    ("done_early", "任务提前完成24个", True, ["任务提前完成"]),
    ("preposition_at_the_end", "居民消费价格涨幅在2%左右", False, ["居民消费价格涨幅"]),
    ("comma_inside_a_name", "“防范风险，保障安全”篇章完成98.3%", True, ["“防范风险，保障安全”篇章"]),
    ("part_of_a_word", "恢复植被147万平方米", True, ["恢复植被"]),
    ("share_with_of", "完成市级目标任务的98%", True, ["市级目标任务"]),
    ("by_a_share", "按实际租金的50%给予补贴", False, ["补贴"]),
    ("of_each", "新增省级重点实验室、技术创新中心各1个", False, ["新增省级重点实验室、技术创新中心"]),
    ("particle_left_over", "打造了口袋公园2个", True, ["口袋公园"]),
    ("after_a_verb", "建成后年吞吐量可达30万吨", False, ["年吞吐量"]),
    ("name_that_begins_like_one", "后备人才达到200人", False, ["后备人才"]),
    ("old_value", "建筑面积由原批复的5560㎡调整为5646㎡", True, ["建筑面积"]),
    ("updated_to", "古树普查登记棵数更新至3170棵", True, ["古树普查登记棵数"]),
    ("each_of_two_grows", "工业用电量、全社会用电量分别增长10.6%、10.9%", True, ["工业用电量增长", "全社会用电量增长"]),
    ("head_of_two_names", "茶馆、书店营业额分别增长5.2%、7.4%", True, ["茶馆营业额增长", "书店营业额增长"]),
    ("head_in_common", "职工家庭、农户家庭人均可支配收入分别增长4%、7%", True, ["职工家庭人均可支配收入增长", "农户家庭人均可支配收入增长"]),
    ("dealt_out_alone", "生产安全事故死亡人数分别下降8.9%", True, ["生产安全事故死亡人数下降"]),
    ("above_the_country", "用电量增长7.1%，高于全国1.4个百分点", True, ["用电量增长", "用电量增长高于全国"]),
    ("times_of_a_year", "快递收入310亿元，是2014年的3.5倍，年均增长9.6%", True, ["快递收入", "快递收入", "快递收入年均增长"]),
    ("for_somebody", "保障用能指标1600万吨；为经营主体减负3000亿元", True, ["保障用能指标", "为经营主体减负"]),
    ("state_of_another_thing", "甲地乡村书屋实现全覆盖、读者净增1.6万人", True, ["甲地乡村书屋", "读者净增"]),
    ("a_modal_inside", "某县要确保全年茶叶总产量稳定在800万斤以上", False, ["全年茶叶总产量"]),
    ("who_does_it", "各级妇联积极开展志愿服务活动50场800人次", True, ["志愿服务活动", "志愿服务活动"]),
    ("where_it_is_done", "每年在甲河沿线，农田与河道之间建设生态拦截沟1万米", False, ["生态拦截沟"]),
    ("rate_with_a_verb", "规模化供水工程建成覆盖率提高到71%", True, ["规模化供水工程建成覆盖率"]),
    ("those_who_do_it", "引导推动150家规上食品企业实施设备更新", False, ["规上食品企业"]),
    ("moved_to_do_it", "推动600家左右茶馆提档升级", False, ["茶馆"]),
    ("work_on_them", "完成300家企业升级改造", False, ["企业升级改造"]),
    ("what_a_share_does", "86%的县建成三级医院", True, ["县"]),
    ("people_put_to_work", "带动7万名农村劳动力就业", True, ["农村劳动力"]),
    ("people_out_of_work", "支持1万名未就业毕业生到基层就业", False, ["未就业毕业生"]),
    ("free_of_charge", "为2046名独居困难老年人免费安装扶手", True, ["独居困难老年人"]),
    ("total_of_the_same", "新增14家省级5G茶场、总数达25家", True, ["省级5G茶场", "省级5G茶场总数"]),
    ("works_done_of_the_same", "小型泵站更新开工96个、完工71个", True, ["小型泵站更新开工", "小型泵站更新完工"]),
    ("paid_by_a_multiple", "抚恤金按上年度月平均工资的六倍计发", False, ["抚恤金按上年度月平均工资"]),
    ("keeps_its_class", "东湖北岸水质持续保持Ⅲ类", False, ["东湖北岸水质"]),
    ("manner_only", "高质量完成“十四五”减排目标任务", False, ["“十四五”减排目标任务"]),
    ("where_they_sit", "遴选500名优秀医生到海岛坐诊", False, ["优秀医生"]),
    ("where_they_go", "遴选500名医院青年医师到农村坐诊", False, ["医院青年医师"]),
    ("work_of_that_name", "完成18个渔港照明设施改造", False, ["渔港照明设施改造"]),
    ("second_count", "建设15个先行县和7个培育县", False, ["先行县", "培育县"]),
    ("share_of_the_second", "覆盖全县所有集镇和65%行政村", False, ["行政村"]),
    ("label", "补贴标准：10000元", False, ["补贴标准"]),
    ("in_a_row", "粮食总产连续八年稳定在20万吨以上", True, ["粮食总产"]),
    ("in_a_row_behind_its_subject", "油料产量再创新高，连续6年稳定在5万吨以上", True, ["油料产量"]),
    ("doubled", "高新技术企业数量翻了一番、达到210家", True, ["高新技术企业数量"]),
    ("a_year", "城镇新增就业年均超过3万人", True, ["城镇新增就业年均"]),
    ("in_the_clause_before", "水果总产量再上新台阶，突破900万斤大关", True, ["水果总产量"]),
    ("sum_of_the_tasks", "规划主要任务共涉及6大篇章，共356条", True, ["规划主要任务"]),
    ("same_as_its_whole", "招引落地项目12个，其中5个", False, ["招引落地项目", "招引落地项目"]),
    ("nothing_is_named", "7人入选省级乡土工匠", True, [""]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fact", "expected"), [c[1:] for c in MEASURES], ids=[c[0] for c in MEASURES]
)
def test_what_a_value_is_said_of(text, fact, expected):
    assert [t.measure for t in find_targets(text, plan=PLAN, fact=fact)] == expected


SPLITS = [
    ("by_jurisdiction", "完成机动车路检不少于3000辆(行政区不少于2400辆,经开区不少于600辆)", ["3000", "2400", "600"], [None, 0, 0]),
    ("short", "抽检不少于50台(40台/10台)", ["50", "40", "10"], [None, 0, 0]),
    ("nested", "申报一批(2350万元,其中双桥经开区950万元〔含地下水450万元〕)", ["23500000", "9500000", "4500000"], [None, 0, 1]),
    ("among", "建成15万亩林地,其中栽培2万亩,改培6万亩,抚育7万亩", ["150000", "20000", "60000", "70000"], [None, 0, 0, 0]),
    ("of_more_than_the_part", "复核通过率50%（全市通过率30%）", ["50", "30"], [None, None]),
    ("share_of_the_same_kind", "通过率50%（行政区60%，经开区40%）", ["50", "60", "40"], [None, 0, 0]),
    ("unit_of_the_part", "实施项目180个，完成投资210亿元，其中新开工60个、续建120个", ["180", "21000000000", "60", "120"], [None, None, 0, 0]),
    ("over_a_rate", "受理案件636件，办结率100%，满意率99.4%。其中热线422件、微信34件", ["636", "100", "99.4", "422", "34"], [None, None, None, 0, 0]),
    ("called_the_sum", "共356条。351条任务完成，5条任务未完成，完成率为98.6%。其中常规类278条，完成276条。",
     ["356", "351", "5", "98.6", "278", "276"], [None, None, None, None, 0, None]),
    ("proven_by_their_sum", "共356条。完成率为98.6%。其中常规类278条，完成276条。鼓励类67条，完成64条。强制类11条，全部完成。",
     ["356", "98.6", "278", "276", "67", "64", "11"], [None, None, 0, None, 0, None, 0]),
    ("not_proven", "共356条。完成率为98.6%。其中常规类278条，完成276条。鼓励类68条。", ["356", "98.6", "278", "276", "68"], [None, None, 0, None, None]),
    ("of_which_sum_is_unclear", "共有项目356个。已完成300个，完成率84.3%。其中甲类200个", ["356", "300", "84.3", "200"], [None] * 4),
    ("after_a_full_stop", "新建管道共计12620m。其中DN800管长4618m，DN600管长8002m", ["12620", "4618", "8002"], [None, 0, 0]),
    ("two_sentences_before", "整合面积8544.2公顷。同时推进退耕还林。其中拆除违章建筑13582平方米", ["8544.2", "13582"], [None, None]),
    ("share_is_no_part", "招收200人，其中女性占40%", ["200", "40"], [None, None]),
    ("amount_beside_a_share", "招收200人，其中女性占40%，博士23人", ["200", "40", "23"], [None, None, 0]),
    ("other_money_clause", "违法案件54件，其中行政处罚47件、查封7件，处罚金额214.45万元", ["54", "47", "7", "2144500"], [None, 0, 0, None]),
    ("growth_of_a_part", "投资增长5.7%，其中民间投资增长4.2%，消费品零售总额增长6.3%", ["5.7", "4.2", "6.3"], [None, 0, None]),
    ("another_rate", "完成投资额不低于年度计划的50%，其中一季度末开工率达到30%以上", ["50", "30"], [None, None]),
    ("divided_rate", "计提比例为15%，其中9%计入公共基金，6%计入个人账户", ["15", "9", "6"], [None, 0, 0]),
    ("share_of_another_whole", "第三产业增加值占GDP比重提高到52%，其中生产性服务业占服务业比重达到45%", ["52", "45"], [None, None]),
    ("larger_than_the_whole", "新引育高层次人才2300人，其中顶尖人才41人，高技能人才39万人", ["2300", "41", "390000"], [None, 0, None]),
    ("another_clause", "发行债券86亿元，其中用于管网52亿元，争取国家资金13亿元", ["8600000000", "5200000000", "1300000000"], [None, 0, None]),
    ("restart_that_adds_up", "建成高标准农田3.2万亩，其中改造1.2万亩，新建2万亩", ["32000", "12000", "20000"], [None, 0, 0]),
    ("with_semicolons", "建筑面积600平方米，其中：修缮老宅260平方米；改建小楼110平方米；新建中心230平方米", ["600", "260", "110", "230"], [None, 0, 0, 0]),
    ("after_a_semicolon", "推进项目20个，其中甲类5个；改造小区3个", ["20", "5", "3"], [None, 0, None]),
    ("counted_otherwise", "新增教学班35个（约1750个学位）", ["35", "1750"], [None, None]),
    ("another_measure", "植草沟9100平方米（长度15166米）", ["9100", "15166"], [None, None]),
    ("sum_in_a_bracket", "新增公园5个（累计20个）", ["5", "20"], [None, None]),
    ("rate_of_pay", "每人3000元（每学期1500元）", ["3000", "1500"], [None, None]),
    ("average", "人均可支配收入4万元，其中农村3万元", ["40000", "30000"], [None, None]),
    ("units_of_one_base", "建成道路12公里，其中甲路800米、乙路1.2公里", ["12", "800", "1.2"], [None, 0, 0]),
    ("other_counter", "新增学位6500个，其中建成中小学20所", ["6500", "20"], [None, None]),
    ("other_counters_that_add_up", "建设文化设施384个，其中书屋7座、戏台30座、凉亭347座", ["384", "7", "30", "347"], [None, 0, 0, 0]),
    ("included", "完成投资2.3亿元，含市级资金1亿元", ["230000000", "100000000"], [None, 0]),
    ("bracket_is_over", "引进人才300人（其中科技专家200人、特派员100人），引进技师1000人", ["300", "200", "100", "1000"], [None, 0, 0, None]),
    ("mark_before_the_bracket", "引进2万人，其中培训师3000人（含养老行业1500人）、技师2000人", ["20000", "3000", "1500", "2000"], [None, 0, 1, 0]),
    ("split_beyond_its_whole", "不少于3000辆（行政区不少于3400辆，经开区不少于600辆）", ["3000", "3400", "600"], [None, 0, 0]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values", "parents"), [s[1:] for s in SPLITS], ids=[s[0] for s in SPLITS])
def test_parts_know_their_total(text, values, parents):
    found = find_targets(text)
    assert [str(t.value) for t in found] == values
    assert [t.parent for t in found] == parents


WORDS = [
    ("told_by_above", "2025年,单位地区生产总值用水量达到全市考核要求", "relative", "单位地区生产总值用水量"),
    ("average", "到2025年农村卫生厕所普及率超过全市平均水平", "relative", "农村卫生厕所普及率"),
    ("handed_down", "完成市级下达的化肥、农药减量目标任务", "relative", "化肥、农药减量目标任务"),
    ("built", "到2025年,基本建成全区生活垃圾分类处理系统", "qualitative", "全区生活垃圾分类处理系统"),
    ("improved", "到2025年,村容村貌明显提升", "qualitative", "村容村貌"),
    ("covered", "推动重点企业环境应急预案全覆盖", "qualitative", "重点企业环境应急预案"),
]


@pytest.mark.parametrize(("text", "operator", "measure"), [w[1:] for w in WORDS], ids=[w[0] for w in WORDS])
def test_target_in_words(text, operator, measure):
    (found,) = find_targets(text)
    assert (found.operator, found.measure, found.value) == (operator, measure, None)


MODALITY = [("力争创建10个绿色小区", "strive"), ("确保污水处理率不低于95%", "ensure"), ("计划新建高标准农田20万亩", "planned"),
            ("污水处理率不低于95%", "goal")]  # fmt: skip


@pytest.mark.parametrize(("text", "modality"), MODALITY, ids=[m[1] for m in MODALITY])
def test_modality(text, modality):
    assert find_targets(text)[0].modality == modality


def test_reached_is_a_fact_in_an_evaluation():
    (goal,) = find_targets("污水处理率达到95%")
    (fact,) = find_targets("截至2023年6月,污水处理率达到95%", fact=True)
    assert (goal.operator, goal.modality) == (">=", "goal")
    assert (fact.operator, fact.modality, fact.due) == ("=", "fact", "2023-06")


def test_impossible_unit_is_kept_as_a_problem():
    (found,) = find_targets("建成750kW/h", fact=True)
    assert (found.unit, found.problems) == ("", ("impossible_unit",))


def test_lost_characters_are_not_turned_into_values():
    text = "改造卫生厕所2.5户,安装6000盏路灯,建设13米宽入户道路500公里"
    assert [str(t.value) for t in find_targets(text, lossy=True)] == ["6000", "500"]
    assert [u.use for u in account_numbers(text, lossy=True)] == ["lost", "target", "lost", "target"]


def test_lost_unit_stays_empty():
    (found,) = find_targets("实施处理规模200/日的厨余垃圾处理厂项目", lossy=True)
    assert (found.measure, str(found.value), found.unit, found.unit_raw) == ("实施处理规模", "200", "", "/日")


USES = [
    ("到2025年,3家企业配备DN800管道,新建2座水厂", ["date", "count", "identifier", "target"]),
    ("在现有2945.88公顷基础上,新增湿地面积228公顷", ["condition", "target"]),
    ("某某47某某", ["unexplained"]),
    ("发布日期：2022-05-17", ["date", "date", "date"]),
    ("见https://example.org/a/7d920e1816db6cdd.html", ["identifier"] * 4),
    ("推动1+X证书制度", ["identifier"]),
    ("打造10大重点产业链", ["count"]),
]


@pytest.mark.parametrize(("text", "uses"), USES, ids=[u[0] for u in USES])
def test_every_number_has_a_use(text, uses):
    assert [u.use for u in account_numbers(text)] == uses


def test_unexplained_number_is_a_finding():
    text = "某某47某某"
    (found,) = target_findings(find_targets(text), account_numbers(text), text, subject_id="t1")
    assert (found.code, found.raw, found.subject_id) == ("number_unexplained", "47", "t1")


SUBJECTS = [
    ("subject_in_front", "所有街道和100个行政村开展生活垃圾分类示范", "100"),
    ("subject_with_的", "三家企业的3个数字化车间通过市级认定", "3"),
    ("clause_of_its_own", "75项工程按年度计划推进", "75"),
]


@pytest.mark.parametrize(("text", "value"), [s[1:] for s in SUBJECTS], ids=[s[0] for s in SUBJECTS])
def test_counted_subject(text, value):
    assert value in [str(t.value) for t in find_targets(text, fact=True)]


MORE = [
    ("third", "灯具出口规模占全省2/3", "0.666667", "~", "1"),
    ("proportion", "城乡居民收入比缩小至1.96:1", "1.96", "<=", ""),
    ("unit_of_the_next", "比重分别提高3.4、4.5个百分点", "3.4", "=", "cn:pp"),
    ("conduct_is_no_comparison", "查处违法行为67起", "67", "=", "cn:count:起"),
    ("round_mark_behind_the_value", "电商交易额突破300亿元大关", "30000000000", ">", "CNY"),
    ("verb_that_ends_like_a_particle", "推出25项便民措施", "25", "=", "cn:count:项"),
    ("first_batch", "组建首批6家创新中心", "6", "=", "cn:count:家"),
    ("raised_funds", "筹措4.5亿元修缮校舍", "450000000", "=", "CNY"),
    ("striving_for", "争创3个示范项目", "3", "=", "cn:count:个"),
    ("machines_and_sets", "更新农机2.5万台套", "25000", "=", "cn:count:台"),
    ("experts_are_persons", "引进专家20位", "20", "=", "{person}"),
    ("handed_out_is_no_reach", "下达61.12万元", "611200", "=", "CNY"),
]


@pytest.mark.parametrize(
    ("text", "value", "operator", "unit"), [m[1:] for m in MORE], ids=[m[0] for m in MORE]
)
def test_more_forms(text, value, operator, unit):
    found = find_targets(text)[0]
    assert (str(found.value), found.operator, found.unit) == (value, operator, unit)


@given(
    st.text(
        alphabet="0123456789.%万亩个家次年月日到不低于达超过以上其中(),。、;完成建成新增率《》“”—",
        max_size=40,
    ),
    st.booleans(),
)
def test_laws(text, lossy):
    targets = find_targets(text, year=2022, plan=PLAN, lossy=lossy)
    for target in targets:
        assert text[target.start : target.end] == target.raw
        assert target.parent is None or target.parent < len(targets)
    uses = account_numbers(text, year=2022, plan=PLAN, lossy=lossy)
    digits = {i for i, char in enumerate(text) if char in "0123456789"}
    covered = {i for use in uses for i in range(use.start, use.end)}
    assert digits <= covered


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "(",
        "、",
        "a",
        "100%",
        "达到",
        "到2025年",
        "〔",
        "一座",
        "其中1个",
        "“1",
        "全面",
        " ",
        "到2025年,1个;",
        "60%的",
        "推进甲、乙等8项",
        "5个和",
        "给予5万元的奖励",
        "按照每户7万元、",
        "到2025年改造比例达60%,到2030年实现全覆盖,",
        "18元/平方米/月·",
        "打造甲、乙、丙3条",
        "60分(含)-",
        "其中公园5座。",
        "据统计,建成5座。",
        "(1)今年建成5座。",
    ],
)
def test_linear_time(unit):
    text = "1(" + unit * (12000 // len(unit)) + ")"
    with completes():
        find_targets(text, lossy=True)
        find_targets(unit * (12000 // len(unit)), fact=True)


@pytest.mark.parametrize("pattern", target_words()["identifiers"]["patterns"])
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_every_identifier_begins_as_stated(pattern, data):
    found = re.search(pattern, data.draw(st.from_regex(pattern)))
    assert re.match(target_words()["identifiers"]["starts"], found.group())


@pytest.mark.parametrize(
    ("text", "measure", "due"),
    [
        ("研发经费投入强度由2020年的1.86%提高到2.35%", "研发经费投入强度", ""),
        ("城镇化率从2020年底48.2%提高到55%左右", "城镇化率", ""),
        ("到2025年,能耗比2020年下降13.5%", "能耗比2020年下降", "2025"),
        ("2025年底前,新增5家", "新增", "2025-12-31"),
    ],
)
def test_the_time_of_the_value_left_behind_is_no_due_date(text: str, measure: str, due: str) -> None:
    found = find_targets(text)
    assert [(t.measure, t.due) for t in found] == [(measure, due)]


@pytest.mark.parametrize(
    ("issued", "operator", "modality"), [(2005, "=", "fact"), (2003, ">=", "goal"), (None, ">=", "goal")]
)
def test_what_is_dated_before_the_document_is_a_fact(issued, operator, modality):
    (target,) = find_targets("2003年全市污水处理率达到42%。", issued=issued)
    assert (target.operator, target.modality, target.due) == (operator, modality, "2003")


def test_parts_of_a_past_total_keep_their_whole():
    found = find_targets("2020年建成公园5座，其中乡镇3座。到2025年建成公园9座，其中乡镇6座。", plan=PLAN)
    assert [(t.modality, t.parent) for t in found] == [
        ("fact", None),
        ("fact", 0),
        ("goal", None),
        ("goal", 2),
    ]
