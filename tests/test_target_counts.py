"""Counted subjects and objects, amounts that somebody gets, shares that do something; and what only looks like them."""

from __future__ import annotations

import pytest
from guard import completes
from qingdan.normalize.target_counts import names_before, subject_of
from qingdan.normalize.targets import account_numbers, find_targets


def values(text: str, *, fact: bool) -> list[tuple[str, str]]:
    return [
        (str(t.value), t.unit)
        for t in find_targets(text, plan=(2021, 2025), fact=fact)
        if t.value is not None
    ]


FACTS = [
    ("subject", "12家企业入选省级名单。", [("12", "cn:count:家")]),
    ("rest", "其余9项均按时办结。", [("9", "cn:count:项")]),
    ("first_batch", "首批6个事项全部落地。", [("6", "cn:count:个")]),
    ("two_subjects", "2个镇和14个村完成整治。", [("2", "cn:count:个"), ("14", "cn:count:个")]),
    ("subject_after_list", "东湖区各街道和30个社区开展试点。", [("30", "cn:count:个")]),
    ("subject_with_的", "年初确定的8件实事全部兑现。", [("8", "cn:count:件")]),
    ("place_before", "东湖区5项成果获省科学技术奖。", [("5", "cn:count:项")]),
    ("two_measures_of_one", "4万户9.6万名群众搬入新居。", [("40000", "{household}"), ("96000", "{person}")]),
    ("beneficiaries", "为3200名老人免费体检。", [("3200", "{person}")]),
    ("partners", "与7所高校签订协议。", [("7", "cn:count:所")]),
    ("where_only", "在16个县推广。", [("16", "cn:count:个")]),
    ("object_after_words", "全面落实民营经济24条政策。", [("24", "cn:count:条")]),
    ("work_done_on_a_list", "完成甲河、乙河等11项治理工程。", [("11", "cn:count:项")]),
    ("new_list", "新增甲园、乙园等5个公园。", [("5", "cn:count:个")]),
    ("set_up", "设置展板、横幅等2300余面。", [("2300", "cn:count:面")]),
    ("carried_out", "开展人口、产业等12项研究。", [("12", "cn:count:项")]),
    ("bare_count", "推进11项治理工程。", [("11", "cn:count:项")]),
    ("no_noun", "38项填补空白。", [("38", "cn:count:项")]),
    ("people_without_counter", "52万群众喝上放心水。", [("520000", "{person}")]),
    ("share_of_subject", "64%的县医院达到新标准。", [("64", "%")]),
    ("share_used", "资金的58%用于养殖业。", [("58", "%")]),
    ("money_used", "统筹6亿元支持技术改造。", [("600000000", "CNY")]),
    ("rank_is_no_figure", "5项指标增速居全省前2位。", [("5", "cn:count:项")]),
    ("medals", "运动员勇夺3金、5银。", [("3", "cn:count:金"), ("5", "cn:count:银")]),
    ("pairs", "新缔结2对友好城市。", [("2", "cn:count:对")]),
    ("stage_is_no_unit", "经济总量突破1500亿台阶。", [("150000000000", "")]),
    ("enterprises_in_户", "培育节水型企业3户。", [("3", "cn:count:户")]),
    ("households", "改造卫生厕所300户。", [("300", "{household}")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [f[1:] for f in FACTS], ids=[f[0] for f in FACTS])
def test_facts(text, expected):
    assert values(text, fact=True) == expected


NO_FACTS = [
    ("more_than_the_names", "甲水库等26个项目开工建设。"),
    ("work_on_a_list", "推进甲河、乙河等11项治理工程。"),
    ("sums_up_names", "甲公司、乙公司等2家企业参加。"),
    ("names_without_等", "甲镇、乙镇、丙镇3个镇通过评审。"),
    ("circumstance", "围绕9个方向组织攻关。"),
    ("among", "22个集群中,甲集群最大。"),
    ("one_of", "成为全省4个试点市之一。"),
    ("member_of_a_list", "入围国家首批30个试点城市。"),
    ("whole_area", "全区7镇41个村持续开展清扫。"),
    ("consecutive", "食糖产量连续21个榨季居首。"),
    ("told_by_above", "完成省里下达的90万人任务。"),
    ("countries_of_a_list", "产品销往甲、乙、丙3个国家。"),
    ("grade", "附近发生5.2级地震。"),
    ("capacity_of_a_ship", "首次靠泊20万吨级油轮。"),
]


@pytest.mark.parametrize("text", [n[1] for n in NO_FACTS], ids=[n[0] for n in NO_FACTS])
def test_no_facts(text):
    assert values(text, fact=True) == []


def test_those_that_did_it_are_a_fact_beside_the_figure():
    read = values("260个重大项目完成投资54亿元。", fact=True)
    assert read == [("260", "cn:count:个"), ("5400000000", "CNY")]


GOALS = [
    ("attains", "50个村实现通水。", [("50", "cn:count:个")]),
    ("made_better", "改善120所学校条件。", [("120", "cn:count:所")]),
    ("done_for", "为7000户困难家庭实施改造。", [("7000", "{household}")]),
    ("work_done_on_a_list", "建成甲水库、乙水库等13个项目。", [("13", "cn:count:个")]),
    ("share_of_subject", "60%的污水厂完成提标。", [("60", "%")]),
    ("grant", "给予一次性4万元的奖励。", [("40000", "CNY")]),
    ("grants", "分别给予3万元、2万元和1万元的一次性奖励。", [("30000", "CNY"), ("20000", "CNY"), ("10000", "CNY")]),
    ("loan", "可申请最高不超过12万元的购船贴息贷款。", [("120000", "CNY")]),
    ("grace_period", "可以申请最长不超过9个月的过渡期。", [("9", "mo")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [g[1:] for g in GOALS], ids=[g[0] for g in GOALS])
def test_goals(text, expected):
    assert values(text, fact=False) == expected


NO_GOALS = [
    ("full_age", "年满60周岁的公民。"),
    ("age", "在职人员年龄在45周岁以下;"),
    ("score", "总积分满150分即可申请。"),
    ("clause_with_的", "人均种植面积低于90平方米的,可以申请。"),
    ("fine", "处3万元以上8万元以下的罚款。"),
    ("applied_rate", "延续15%企业所得税政策。"),
    ("capacity_attribute", "推进甲公司30万吨乙烯项目。"),
    ("urged_in_a_plan", "督促9家企业稳定运行。"),
    ("scope", "围绕竹制品、油茶籽等6个品类做文章。"),
    ("annex", "名单见附件2。"),
    ("telephone", "请拨打020-12345咨询。"),
    ("days_of_a_visit", "4月16日至18日考察。"),
    ("day_of_the_month", "于次月15日前发放。"),
]


@pytest.mark.parametrize("text", [n[1] for n in NO_GOALS], ids=[n[0] for n in NO_GOALS])
def test_no_goals(text):
    assert values(text, fact=False) == []


DUES = [
    ("monthly_rate", "补助标准为每人每月400元。", "=", "CNY", ""),
    ("new_rate", "标准从每人每月400元提高到450元。", "=", "CNY", ""),
    ("yearly_growth", "产值每年增长8%。", "=", "%", ""),
    ("yearly_work", "每年新建公厕5座。", "=", "cn:count:座", "R/P1Y"),
    ("since_is_no_due", "2022年以来,新建公厕5座。", "=", "cn:count:座", ""),
]


@pytest.mark.parametrize(("text", "operator", "unit", "due"), [d[1:] for d in DUES], ids=[d[0] for d in DUES])
def test_rates_do_not_recur(text, operator, unit, due):
    (found,) = find_targets(text, plan=(2021, 2025))
    assert (found.operator, found.unit, found.due) == (operator, unit, due)


IN_WORDS = [
    ("cleared", "辖区黑臭水体动态清零。", True, ["qualitative"]),
    ("all_done", "全面完成年度改革任务。", True, ["qualitative"]),
    ("greatly", "流通效率大幅提高。", False, ["qualitative"]),
    ("number_says_it", "20项工程全面完成。", True, ["="]),
    ("stable_in_a_plan", "就业形势保持稳定。", False, []),
    ("stable_in_a_report", "就业形势保持稳定。", True, []),
    ("whoever_ought", "医疗救助应救尽救。", False, ["qualitative"]),
    ("faster", "工业增速快于全省。", True, ["relative"]),
    ("task_of_the_state", "湿地保护面积超额完成国家任务目标。", True, ["relative"]),
    ("results_are_no_state", "招商成效明显。", True, []),
    ("attribute", "开展全方位、全覆盖、深层次测试。", False, []),
]


@pytest.mark.parametrize(
    ("text", "fact", "operators"), [w[1:] for w in IN_WORDS], ids=[w[0] for w in IN_WORDS]
)
def test_in_words(text, fact, operators):
    assert [t.operator for t in find_targets(text, fact=fact)] == operators


def test_helpers():
    assert (names_before("甲、乙和丙等"), names_before("甲")) == (3, 0)
    assert (subject_of("重点企业纳入名单"), subject_of("公厕")) == ("重点企业", "公厕")


USES = [
    ("4月16日至18日,参加第2、4、5项活动", {"date", "identifier", "count"}),
    ("步骤3:拨打400-893-9111", {"identifier"}),
]


@pytest.mark.parametrize(("text", "uses"), USES, ids=["days", "steps"])
def test_uses(text, uses):
    assert {use.use for use in account_numbers(text)} <= uses


MORE = [
    ("amount_like_a_month", "标准为每人每月2094.4元。", "=", "2094.4", "CNY"),
    ("limit_before_verb", "申请人最多填报9个志愿。", "<=", "9", "cn:count:个"),
    ("limit_can", "试用期最长可延长至12年。", "<=", "12", "a"),
    ("floor_before_verb", "每家至少配备2名专职人员。", ">=", "2", "{person}"),
    ("multiple_applied", "按租金标准的1.5倍计租。", "=", "1.5", "cn:times"),
    ("share_applied", "按照上年总用量的60%估算采购量。", "=", "60", "%"),
    ("amount_applied", "按每人1800元给予补贴。", "=", "1800", "CNY"),
    ("floor_of_share", "从门票款提取不低于15%的资金。", ">=", "15", "%"),
    ("unit_of_points", "增速高于全市1.4个和2.9个百分点。", "=", "1.4", "cn:pp"),
    ("computing", "算力规模突破4万P。", ">", "40000", "cn:PFLOPS"),
    ("today_a_standard", "目前发放标准为每月1850元。", "=", "1850", "CNY"),
]


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"), [m[1:] for m in MORE], ids=[m[0] for m in MORE]
)
def test_more(text, operator, value, unit):
    found = find_targets(text)[0]
    assert (found.operator, str(found.value), found.unit, found.due) == (operator, value, unit, "")


def test_a_share_in_a_list_of_shares():
    found = find_targets("贡献了全市62%的茶叶产量和30%左右的出口。", fact=True)
    assert [(str(t.value), t.operator) for t in found] == [("62", "="), ("30", "~")]


def test_the_denominator_of_a_rate_is_no_target():
    assert values("每10万人配备设备45台。", fact=False) == [("45", "cn:count:台")]


LATER = [
    ("third_of_a_list", "三项比率分别达90%、96%、100%。", [(">=", "90"), (">=", "96"), (">=", "100")]),
    ("batch_before_the_count", "推进第3批26项事项落地。", [("=", "26")]),
    ("work_on_what_was_decided", "稳步推进省里确定的39项任务。", [("=", "39")]),
    ("written_list", "组建医药、环保等5家公司。", [("=", "5")]),
    ("each_of_a_list", "每座分别不少于30万元、8万元维护经费。", [(">=", "300000"), (">=", "80000")]),
    ("share_given", "对租金总额的50%予以补贴。", [("=", "50")]),
    ("per_unit_is_no_target", "聘用6人以上的每增加1人给予1800元补贴。", [("=", "1800")]),
    ("size_of_a_household", "家庭人口为3人户及以上;", []),
    ("time_that_has_not_passed", "执行期满未逾5年;", []),
]


@pytest.mark.parametrize(("text", "expected"), [x[1:] for x in LATER], ids=[x[0] for x in LATER])
def test_rules_and_lists(text, expected):
    assert [(t.operator, str(t.value)) for t in find_targets(text) if t.value is not None] == expected


AMOUNTS = [
    ("money_that_buys", "下达资金60万元采购物资。", True, [("60", "万元", "资金")]),
    ("area_looked_after", "对全区40万亩森林实施监测。", True, [("40", "万亩", "森林实施监测")]),
    ("days_less", "重污染天气减少38天。", True, [("38", "天", "重污染天气减少")]),
    ("risen_to", "集群增至5个。", False, [("5", "个", "集群")]),
    ("urged_in_a_report", "督促已治理的22家单位开展监测。", True, [("22", "家", "单位")]),
    ("top_share_is_a_rank", "学科进入世界前1%。", True, []),
    ("rank_of_size", "渔业总量跻身30亿元行列。", True, []),
    ("about_a_floor", "占比不低于30%左右。", False, [("30", "%", "占比")]),
]


@pytest.mark.parametrize(("text", "fact", "expected"), [a[1:] for a in AMOUNTS], ids=[a[0] for a in AMOUNTS])
def test_amounts(text, fact, expected):
    scale = {"万元": 10000, "万亩": 10000}
    found = [t for t in find_targets(text, fact=fact) if t.value is not None]
    assert [(str(t.value / scale.get(t.unit_raw, 1)), t.unit_raw, t.measure) for t in found] == expected


LAST = [
    ("clause_goes_on", "25个项目有序推进、总投资28亿元。", True, ["25", "2800000000"]),
    ("share_of_the_work", "驻地院校承担了全市近60%的规划编制。", True, ["60"]),
    ("some_of_the_names", "甲区和乙、丙、丁3个区排名上升。", True, []),
    ("national_is_no_scope", "8个国家医学中心平稳运营。", True, ["8"]),
    ("fund_that_is_asked_for", "团体还应有固定住所、5万元以上的资金。", False, ["50000"]),
]


@pytest.mark.parametrize(("text", "fact", "expected"), [x[1:] for x in LAST], ids=[x[0] for x in LAST])
def test_clauses(text, fact, expected):
    assert [str(t.value) for t in find_targets(text, fact=fact) if t.value is not None] == expected


def test_recurrence_before_a_place():
    found = find_targets("每年在甲河沿线,农田之间建设沟渠1万米,共计3万米。")
    assert [(str(t.value), t.due) for t in found] == [("10000", "R/P1Y"), ("30000", "")]


RULES = [
    ("rate_applied", "失能人员由基金按75%的比例支付。", False, ["=75"]),
    ("rate_of_growth_applied", "按25%的增长机制安排。", False, []),
    ("amount_each_applied", "按每人8000元标准向机构支付补助。", False, ["=8000"]),
    ("fixed_amount", "相关支出按照2400元定额扣除。", False, ["=2400"]),
    ("limit_each", "其中护工费不高于每人每天38元。", False, ["<=38"]),
    ("two_old_values", "补助分别从每户每年180元、240元提高到195元、255元。", False, ["=195", "=255"]),
    ("each_alone", "每人每年600元的交通补贴。", False, ["=600"]),
    ("each_project", "市财政给予每个项目15万元一次性奖补。", False, ["=150000"]),
    ("size_before_a_count", "新开工5亿元以上产业项目16个。", True, ["=16"]),
    ("size_of_those_meant", "对总投资3000万元以上、技术领先的项目给予支持。", False, []),
    ("investment_itself", "完成投资3000万元以上。", False, [">=30000000"]),
    ("rate_realised", "小区达标率实现100%。", False, [">=100"]),
    ("rate_realised_in_a_report", "小区达标率实现100%。", True, ["=100"]),
    ("growth_realised", "产值实现增长7%。", False, ["=7"]),
    ("buildings", "30万平方米主体竣工。", False, ["=300000"]),
    ("plots_and_buildings", "5个地块26万平方米具备交付条件。", False, ["=5", "=260000"]),
    ("area_described", "30万平方米以下建筑另行规定。", False, []),
    ("share_in_districts", "确保甲区、乙区40%的社区建成综合体。", False, ["=40"]),
    ("whole_area_served", "为全区5200名老年人提供服务。", False, ["=5200"]),
    ("trained", "跟踪培养120名技术骨干。", False, ["=120"]),
    ("countries", "组团出访18个国家和地区。", True, ["=18"]),
    ("boards", "设置展板2300余面。", True, ["~2300"]),
]


@pytest.mark.parametrize(("text", "fact", "expected"), [r[1:] for r in RULES], ids=[r[0] for r in RULES])
def test_amounts_of_rules_and_sizes(text, fact, expected):
    found = find_targets(text, fact=fact)
    assert [f"{t.operator}{format(t.value, 'f')}" for t in found if t.value is not None] == expected


WORDS = [
    ("compared_besides", "产值增长6.2%,均高于全国。", True, []),
    ("compared_alone", "产值增速高于全国。", True, ["relative"]),
    ("gloss", "河段水体良好(达到或优于Ⅳ类)比例达到65%以上。", False, []),
    ("class_alone", "断面水质达到或优于Ⅲ类。", False, ["relative"]),
    ("count_done", "首批60个社区全面建成。", False, []),
    ("state_alone", "社区服务体系全面建成。", False, ["qualitative"]),
    ("other_clause", "新建6座水厂,供水体系基本建成。", False, ["qualitative"]),
    ("minimum", "每户最高不超过本县8个月最低工资标准。", False, ["relative"]),
    ("bank_rate", "融资利率不超过LPR+80BP。", False, ["relative"]),
    ("level_kept", "学生近视防控继续保持发达国家水平。", False, ["relative"]),
    ("best_of_all", "多项指标保持全省最优水平。", True, []),
    ("curbed", "沙化加重趋势得到初步遏制,塌方风险得到基本管控。", False, []),
    ("less", "大幅减少污染物排放总量。", False, ["qualitative"]),
    ("less_in_a_report", "大幅减少污染物排放总量。", True, []),
    ("layout", "形成“一核两翼”发展格局。", False, ["qualitative"]),
    ("forming_anything", "形成可推广的经验。", False, []),
    ("water_of_the_upper_reach", "出境断面水质不低于上游来水水质。", False, ["relative"]),
    ("standard_of_the_place", "供养标准不低于当地现行标准。", False, ["relative"]),
    ("income_below_a_standard", "家庭收入低于当地低保标准的,可以申请。", False, []),
    ("reaches_a_standard", "书馆服务能力均达省级基本标准。", True, ["relative"]),
    ("first_class", "生态环境质量保持全国一流。", False, ["relative"]),
    ("stable_as_a_whole_in_a_report", "安全生产形势总体稳定。", True, []),
    ("leading_level", "重点行业能效达到标杆水平。", False, ["relative"]),
    ("built_everywhere", "符合条件的社区全部建成文化服务中心。", False, ["qualitative"]),
    ("recovered", "水生态系统功能初步恢复。", False, []),
    ("much_less", "污染严重水体大幅度减少。", False, ["qualitative"]),
    ("count_says_it", "对281个乡镇要全面建成处理设施。", False, []),
    ("steady_in_a_plan", "空气质量持续改善。", False, ["qualitative"]),
    ("steady_in_a_report", "空气质量持续改善。", True, []),
    ("steady_verb_first", "持续改善空气质量,稳步提升服务水平。", False, []),
    ("steady_in_a_name", "实施河道水质持续改善行动。", False, []),
    ("pushed_to_decline", "推动能耗、水耗强度持续下降。", False, ["qualitative"]),
    ("last_of_a_list", "实现供水标准城乡统一、稳步提高。", False, ["qualitative"]),
    ("all_of_it_better", "服务能力全面提升。", False, ["qualitative"]),
    ("all_of_it_better_in_a_report", "服务能力全面提升。", True, []),
    ("all_of_it_verb_first", "全面提升服务能力。", False, []),
    ("further", "服务能力进一步提升,环境更加优美,问题有效解决。", False, []),
    ("shown_in_a_report", "人居环境显著改善。", True, ["qualitative"]),
    ("world_in_a_report", "外部环境的不确定性明显上升。", True, []),
    ("system_built", "建成现代化公共服务体系。", False, ["qualitative"]),
    ("system_being_built", "加快建成现代化公共服务体系。", False, []),
    ("mechanism_formed", "形成常态化管理机制。", False, ["qualitative"]),
    ("mechanism_pushed", "推动各方面形成常态化管理机制。", False, []),
    ("formed_by_somebody", "创新形成的工作方法和管理制度。", False, []),
    ("city_built", "建成国家森林城市。", False, ["qualitative"]),
    ("single_work_built", "大型试验装置基本建成。", True, []),
    ("park_built", "国家公园初步建成。", False, ["qualitative"]),
    ("modern", "率先实现水利现代化、公共交通现代化。", False, ["qualitative"]),
    ("aims_attained", "全面实现年初确定的目标。", False, []),
    ("purpose", "为确保全面完成民生实事项目,制定本方案。", False, []),
    ("contribution", "为全面建成小康社会、开创新局面作出贡献。", True, []),
    ("for_them", "为全区企业实现服务全覆盖。", False, ["qualitative"]),
    ("order", "确保完成全年主要目标任务。", False, []),
    ("general_plan", "圆满完成“十四五”规划目标任务。", False, []),
    ("aim_of_the_plan", "提前完成“十四五”管网漏损下降目标。", True, ["relative"]),
    ("examined_by_the_state", "粉尘排放下降提前完成国考目标。", True, ["relative"]),
    ("told_by_the_city", "公路货运量、水运周转量超额完成市达任务。", True, ["relative"]),
    ("covered_and_usual", "实现监管全覆盖、常态化。", False, ["qualitative"]),
    ("allowance_reset", "断保的,前期积累的奖励额度清零。", False, []),
    ("none_left", "全部消除黑臭水体。", False, ["qualitative"]),
    ("level_of_economies", "人均收入达到发达经济体水平。", False, ["relative"]),
    ("higher_level", "服务水平达到较高水平。", False, []),
    ("quality_kept", "出境断面水质稳定达标。", True, ["relative"]),
    ("even_with_the_schedule", "播种进度与序时进度基本一致。", True, ["relative"]),
    ("with_the_centre", "自觉同党中央保持高度一致。", False, []),
    ("matched", "居民收入增长与经济增长相匹配。", False, ["relative"]),
    ("schedule_met", "造林、清淤疏浚、修渠等14项指标符合序时进度要求。", True, ["relative"]),
    ("aim_met", "客运、货运等6项指标增幅达到或超过预期目标。", True, ["relative"]),
    ("mean_of_a_region", "投资、消费等6项指标增速均高于三省一市平均增速。", True, ["relative"]),
    ("two_levels", "客流增速快于城镇、快于全国。", False, ["relative"]),
    ("only_one_above", "我县是唯一一个高于全省平均水平的县。", True, []),
    ("years_running", "用电增长6.4%,连续四年快于经济增长。", True, []),
    ("trend_as_everywhere", "客运总量增长4.7%,增长态势与全市基本一致。", True, []),
    ("two_levels_beside_a_number", "产量增长6%、7%,高于全省平均水平、好于年初预期。", True, []),
    ("as_many_reach_it", "实现全县47个集镇社区达到平安示范社区的建设标准。", False, []),
    ("water_of_as_many", "11个国控断面的水质达到考核要求。", False, ["relative"]),
    ("as_before", "客流恢复到疫情前水平。", False, ["relative"]),
    ("ahead_of_time", "投资完成率超时间进度。", True, ["relative"]),
    ("expected_by_nobody_else", "确保完成预期目标。", False, []),
    ("price_of_the_state", "收费不得高于政府指导价。", False, ["relative"]),
    ("well_off", "全面建成小康社会取得决定性胜利。", True, []),
    ("less_burden", "融资平台大幅压减。", True, ["qualitative"]),
    ("lead_is_a_rank", "就业率保持全国领先。", True, []),
]


@pytest.mark.parametrize(("text", "fact", "expected"), [w[1:] for w in WORDS], ids=[w[0] for w in WORDS])
def test_words_beside_numbers(text, fact, expected):
    assert [t.operator for t in find_targets(text, fact=fact) if t.value is None] == expected


REST = [
    ("distance", "某村距江边水平距离600米,东距县城14公里。", False, []),
    ("distance_saved", "缩短运距3公里。", False, ["=3"]),
    ("distance_kept", "距水源地不小于80米。", False, [">=80"]),
    ("first_of_its_size", "成为全国首个吞吐量超过3000万箱的大港。", True, []),
    ("class_dealt_with", "可对贴息金额300万元及以下、平均利率不超过2%的业务给予补贴。", False, []),
    ("ceiling", "在45000元限额内据实报销。", False, ["<=45000"]),
    ("share_of_a_limit", "每人分摊每月1500元的扣除额度。", False, ["=1500"]),
    ("growth_kept", "连续3年保持15%以上的增长。", True, [">=15"]),
    ("growth_that_describes", "15%以上的企业不受影响。", True, [">=15"]),
    ("computing", "算力规模超过42Eflops。", True, [">42"]),
    ("tenths", "机器人产量占全国超3成。", True, [">30"]),
    ("no_tenths", "项目3成立。", True, []),
    ("comma_lost", "培育农业龙头企业14家培育合作社30家。", True, ["=14", "=30"]),
    ("migrants", "45万异地务工人员就地就业。", True, ["=450000"]),
    ("quoted_slogan", "推动“三所联动”机制优化。", True, []),
    ("written_number", "新建三所学校。", True, ["=3"]),
    ("share_released", "其他公立医院45%的号源提前向基层投放。", False, ["=45"]),
    ("open_all_day", "36座驿站实现24小时开放、占全市驿站总数的60%。", True, ["=36", "=60"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fact", "expected"), [r[1:] for r in REST], ids=[r[0] for r in REST])
def test_places_classes_and_shares(text, fact, expected):
    found = find_targets(text, fact=fact)
    assert [f"{t.operator}{format(t.value, 'f')}" for t in found if t.value is not None] == expected


def test_the_second_count_is_no_part_of_the_first_name():
    found = find_targets("46项检测结果和75项评价结果实现互认。", fact=True)
    assert [t.measure for t in found] == ["检测结果", "评价结果"]


def test_a_state_in_quotes():
    assert [t.operator for t in find_targets("高风险机构保持动态“清零”。")] == ["qualitative"]


STATES = [
    ("covered_in_the_clause_before", "文件均要纳入审核范围,确保实现全覆盖。", ["文件均要纳入审核范围"]),
    ("cleared_in_the_clause_before", "排查重大隐患,做到动态清零。", ["排查重大隐患"]),
    ("own_subject", "建设服务网络,乡镇站点全覆盖。", ["乡镇站点"]),
    ("beside_a_number", "新建站点80个,实现全覆盖。", [""]),
    ("other_sentence", "排查隐患。实现全覆盖。", []),
    ("must", "规范性文件应审必审。", ["规范性文件"]),
    ("calm", "社会大局保持和谐稳定。", []),
    ("one_subject_twice", "档案均要列入扫描名录,确保实现全覆盖,做到应扫必扫。", ["档案均要列入扫描名录"]),
    ("ascii_full_stop", "实现15分钟服务圈全覆盖.牵头领导:李四", ["15分钟服务圈"]),
]


@pytest.mark.parametrize(("text", "expected"), [s[1:] for s in STATES], ids=[s[0] for s in STATES])
def test_states_of_the_clause_before(text, expected):
    found = find_targets(text)
    assert [t.measure for t in found if t.operator == "qualitative"] == [e for e in expected if e]


@pytest.mark.parametrize("unit", ["距12公里", "分别从3元、4元", "可对5万元及以下、", "“三所"])
def test_linear_time(unit):
    with completes():
        find_targets(unit * (60000 // len(unit)))


JOINED = [
    ("work_and_counts", "开工建设甲江治理工程和30宗堤防、12宗水闸。", ["=30", "=12"]),
    ("support_and_counts", "加强甲中心和5个站点的管理。", []),
    ("beside_the_number", "入库率93%、超额完成国家下达任务。", ["=93"]),
    ("own_relative", "产值5亿元,减排量完成国家下达目标。", ["=500000000", "relative"]),
]


@pytest.mark.parametrize(("text", "expected"), [j[1:] for j in JOINED], ids=[j[0] for j in JOINED])
def test_joined_in_a_plan(text, expected):
    given = [t.operator + (format(t.value, "f") if t.value is not None else "") for t in find_targets(text)]
    assert given == expected


# No list holds these verbs: what is counted in a plan is a target unless something says that it is none.
OPEN_VERBS = [
    ("rare_verb", "增创4条食品安全示范街。", ["=4"]),
    ("rare_verb_and_place", "抓实抓好城南12个重大产业项目建设。", ["=12"]),
    ("verb_behind_a_circumstance", "线下联动30个书屋、20支球队及40个站点。", ["=30", "=20", "=40"]),
    ("means_then_verb", "以项目为抓手扎实推进10个片区开发。", ["=10"]),
    ("buildings_used_then_verb", "利用闲置校舍建设5所幼儿园。", ["=5"]),
    ("before_the_work", "东村60户民房风貌改造。", ["=60"]),
    ("time_before", "推进租约到期后再延长二十年7个整村试点。", ["=7"]),
    ("quoted_name_before", "推动“清水行动”20个专项提质增效。", ["=20"]),
    ("households_then_people", "解决东山两镇9个行政村1.3万常住人口出行问题。", ["=9", "=13000"]),
    ("gets_something", "让300户群众搬进新居。", ["=300"]),
    ("who_acts", "27个街镇加强监管。", []),
    ("who_acts_beside_a_place", "东湖区6个街道加强巡查。", []),
    ("by_whom", "由市内26个部门出资建设。", []),
    ("beside_whom", "联合12个部门开展检查。", []),
    ("told_how", "蹲点指导30个薄弱村。", []),
    ("told_how_to_attain", "指导4家景区申报创建。", ["=4"]),
    ("urged", "督促9家企业稳定运行。", []),
    ("asked_of", "要求各区14家医院严格执行制度。", []),
    ("what_it_serves_for", "完善10个基地功能。", []),
    ("experience", "学习13个试点经验。", []),
    ("names", "推动甲城、乙城、丙城3个医疗集团扩面。", []),
    ("focus", "聚焦28条重点产业链,培育龙头企业。", []),
    ("other_figure", "东湖区8个产业集群产值突破610亿元。", [">61000000000"]),
    ("other_figure_behind_a_bracket", "东湖区19个断面(其中,国控5个、市控7个)达标率达到90%。", [">=90"]),
    ("harm", "事故造成3人死亡、5人受伤。", []),
    ("number_of_a_list", "5.1.3 所有企业都要保持库存。", []),
    ("number_of_a_list_before_a_verb", "1 组织招聘会20场。", ["=20"]),
    ("range_of_days", "将在1个至5个工作日内审核。", []),
    ("where_only", "优先在25个重点县布局项目。", []),
    ("stages", "分4个阶段推进。", []),
    ("in_a_list_of_amounts", "铺设管道610米、57座水库除险加固。", ["=610", "=57"]),
    ("within_a_place", "在全市范围16个村增设驿站。", []),
    ("work_within_a_place", "在全市范围增创2条示范街。", ["=2"]),
    ("covered_wholly", "推动东片12所学校集团化办学全覆盖。", ["=12"]),
    ("drinks", "让54.13万群众喝上甘甜的河水。", ["=541300"]),
    ("whose_home", "共同构筑300多万各族儿女共有的水上家园。", []),
    ("area_worked_on", "将完成东山街道、河口街道16万平方米危旧厂房改造任务。", ["=160000"]),
    ("area_of_the_work", "对甲园、乙园等7个片区、58万平方米危旧厂房进行改造。", ["=7", "=580000"]),
    ("level_reached", "粮食产量达到250亿斤阶段性水平。", [">=25000000000"]),
    ("new_standard", "农村低保标准提高到每人每年6000元。", ["=6000"]),
    ("new_standard_with_a_floor", "农村津贴标准提高到不低于485元/月。", [">=485"]),
    ("how_often", "一般两个月安排一次。", ["=1"]),
    ("only_once", "同一品种只配套补助一次,不同品种叠加。", ["<=1"]),
    ("for_tax", "以一个月内收取的摊租为一次。", []),
    ("run_once", "让群众最多跑一次。", []),
    ("session", "按照省委十一届三次、四次全会部署。", []),
    ("written_count_of_work", "打造三个百亿级产业集群,增设两个公交首末站。", ["=3", "=2"]),
    ("written_money", "安排专项资金五百万元。", ["=5000000"]),
    ("written_figure_of_speech", "打造三个高地,建设四个体系。", []),
    ("written_name", "推进五个新城建设。", []),
    ("top_of_a_list", "力争进入全国百强县前50位。", []),
    ("around_then_work", "围绕6大产业链招引项目30个。", ["=30"]),
    ("plant_counted_behind", "建设日处理能力2万吨的污水处理厂1座。", ["=1"]),
    ("storeys", "建筑面积不超过200平方米,层数不超过3层。", ["<=200", "<=3"]),
    ("partners_of_a_place", "甲市16个区与乙省16个州开展结对共建。", []),
    ("group", "领导小组下设4个工作组。", []),
    ("class_of_money", "推动100亿元级产业园区提档升级。", []),
    (
        "stage_of_money",
        "力争工业总产值迈上千亿元台阶,税收突破百亿元大关。",
        [">=100000000000", ">10000000000"],
    ),
    ("share_of_a_whole", "供热面积达到全市的70%。", [">=70"]),
    ("share_of_all_villages", "实现全市80%以上的村集体建成果园。", [">=80"]),
    ("how_long_since", "优先支持成立3年以上、年产值5000万元以上的企业。", []),
    ("how_many_they_have", "对吸纳10人以上就业的合作社奖补5万元。", ["=50000"]),
    ("fund_for", "统筹整合资金不少于5亿元用于产业发展。", [">=500000000"]),
    ("per_head_limit", "办公用房面积按照人均不超过9平方米核定。", ["<=9"]),
    ("per_pupil_floor", "园舍面积不得低于生均12平方米。", [">=12"]),
    ("road_by_length", "新开工国省道200公里,整治国道307沿线。", ["=200"]),
    ("not_in_two", "不得同时在两个以上机构执业。", []),
]


@pytest.mark.parametrize(("text", "expected"), [o[1:] for o in OPEN_VERBS], ids=[o[0] for o in OPEN_VERBS])
def test_counts_of_plans_need_no_known_verb(text, expected):
    found = find_targets(text, plan=(2021, 2025))
    assert [f"{t.operator}{format(t.value, 'f')}" for t in found if t.value is not None] == expected
