"""Dates, periods and deadlines."""

from __future__ import annotations

import pytest
from guard import completes
from hypothesis import given
from hypothesis import strategies as st
from qingdan.normalize.dates import (
    find_deadlines,
    parse_date,
    parse_period,
    plan_years,
    several_deadlines,
    stated_deadline,
    task_deadline,
)

DATES = [
    ("2022年7月27日", "2022-07-27"), ("2022-07-27", "2022-07-27"), ("2022年02月22日", "2022-02-22"),
    ("二〇二二年七月二十七日", "2022-07-27"), ("二○一○年三月十七日", "2010-03-17"), ("二零二三年", "2023"),
    ("二○○七年四月十三日", "2007-04-13"), ("2022.07.27", "2022-07-27"), ("2026/01/19 10:00", "2026-01-19"),
    ("2022 年 3 月 17 日", "2022-03-17"), ("2023-05-29 16:56:51", "2023-05-29"), ("２０２２年７月２７日", "2022-07-27"),
    ("二〇二三年四月", "2023-04"), ("20220805", "2022-08-05"), ("2022年", "2022"), ("2022-08", "2022-08"),
    ("（2022年7月27日）", "2022-07-27"), ("2022年2月30日", None), ("2022-13-01", None), ("2022727", None), ("5.22", None),
    ("", None), ("无", None), ("105号", None), ("2021—2025年", None), ("2022年7月27日和28日", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso"), DATES, ids=[d[0] or "empty" for d in DATES])
def test_date(text, iso):
    assert parse_date(text) == iso


PERIODS = [
    ("2021—2025年", False, (2021, 2025, "2021/2025")), ("2021-2025", False, (2021, 2025, "2021/2025")),
    ("2021－2025年", False, (2021, 2025, "2021/2025")), ("2021～2025年", False, (2021, 2025, "2021/2025")),
    ("2021年至2025年", False, (2021, 2025, "2021/2025")), ("2021―2025", False, (2021, 2025, "2021/2025")),
    ("20212025", True, (2021, 2025, "2021/2025")), ("20212025", False, None), ("2021年", False, (2021, 2021, "2021")),
    ("2022年6月—2023年12月", False, (2022, 2023, "2022-06/2023-12")), ("“十四五”期间", False, (2021, 2025, "2021/2025")),
    ("十四五", False, (2021, 2025, "2021/2025")), ("“十三五”", False, (2016, 2020, "2016/2020")),
    ("长期", False, (None, None, "../..")), ("持续推进", False, (None, None, "../..")),
    ("2022年底前", False, (2022, 2022, "2022-12-31")), ("2020-23年", False, (2020, 2023, "2020/2023")),
    ("2025-2021", False, None), ("20252021", True, None), ("每年", False, None), ("", False, None),
    ("2021年9月", False, (2021, 2021, "2021-09")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lossy", "expected"), PERIODS, ids=[f"{p[0]}-{p[1]}" for p in PERIODS])
def test_period(text, lossy, expected):
    found = parse_period(text, lossy=lossy)
    assert (found and (found.start_year, found.end_year, found.edtf)) == expected


def test_repaired_period_says_so():
    found = parse_period("20212025", lossy=True)
    assert found is not None
    assert (found.repaired, found.rule) == ("2021—2025", "year_pair")


DEADLINES = [
    ("到2025年,节水器具普及率不低于60%", ["2025"]), ("2025年底前完成", ["2025-12-31"]),
    ("9月底前,抽测加油站13座", ["2022-09-30"]), ("7月底前更新,9月底前报送", ["2022-07-31", "2022-09-30"]),
    ("每年开展监测", ["R/P1Y"]), ("每3年开展一次", ["R/P3Y"]), ("每半年召开一次", ["R/P6M"]),
    ("每季度向社会公开", ["R/P3M"]), ("按月上报", ["R/P1M"]), ("原则上每月1次", ["R/P1M"]), ("规划期内,确保", ["2021/2025"]),
    ("“十四五”期间,新增", ["2021/2025"]), ("十四五期间,", ["2021/2025"]), ("“十三五”末,", ["2020"]), ("截止2022年,", ["2022"]),
    ("截至2023年6月30日,", ["2023-06-30"]), ("2023年上半年完成", ["2023-01/2023-06"]), ("长期坚持", ["../.."]),
    ("到2022年9月底,", ["2022-09-30"]), ("到20229月底,", ["2022-09-30"]), ("2019年9月底前完成", ["2019-09-30"]),
    ("2025年,建成", ["2025"]), ("力争2024年全区成功创建示范区,2025年创建为", ["2024", "2025"]), ("2021—2025年,", ["2021/2025"]),
    ("8月底完成", ["2022-08-31"]), ("今年底前完成", ["2022-12-31"]), ("2022年12月31日前完成", ["2022-12-31"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DEADLINES, ids=[d[0] for d in DEADLINES])
def test_deadline(text, expected):
    found = find_deadlines(text, year=2022, plan=(2021, 2025))
    assert [item.edtf for item in found] == expected
    assert all(text[item.start : item.end] == item.raw for item in found)


MORE_DEADLINES = [
    # points with a year
    ("quarter", "2025年第三季度完成验收", ["2025-07/2025-09"]), ("first_quarter_end", "2025年一季度末前报送", ["2025-03-31"]),
    ("half_by", "2025年上半年前完成", ["2025-06-30"]), ("ten_days", "2023年6月上旬启动", ["2023-06-01/2023-06-10"]),
    ("ten_days_by", "2023年6月下旬前完成", ["2023-06-30"]), ("chinese_year", "二〇二五年底前建成", ["2025-12-31"]),
    ("chinese_month", "各镇应于六月底前报送", ["2022-06-30"]), ("dotted", "于2022.12.31前完成", ["2022-12-31"]),
    ("year_in_mid_clause", "森林覆盖率2025年达到55%", ["2025"]), ("in_the_year", "2025年内建成", ["2025"]),
    ("looking_ahead", "展望2035年，城市更加宜居", ["2035"]), ("before_with_yi", "2008年以前，每半年召开例会", ["2008", "R/P6M"]),
    ("year_end_of_fact", "到2021年底，比率不低于92.5%", ["2021-12-31"]), ("state_of_a_half", "优良天数2023年上半年已达168天", ["2023-01/2023-06"]),
    # points that the year of the list completes
    ("this_year_month", "力争今年4月贯通", ["2022-04"]), ("next_year", "明年6月底前完工", ["2023-06-30"]), ("year_end_bare", "年底超过260个", ["2022-12-31"]),
    ("within_year", "年内完成投资3亿元", ["2022"]), ("month_and_goal", "6月完成招标，9月开工，12月投入使用", ["2022-06", "2022-09", "2022-12"]),
    ("half_and_goal", "下半年全面启动", ["2022-07/2022-12"]), ("months", "1—6月，完成投资2亿元", ["2022-01/2022-06"]),
    ("as_of_without_year", "截至7月25日，派出干部4人", ["2022-07-25"]),
    # spans
    ("months_of_a_year", "2022年3—5月开展", ["2022-03/2022-05"]), ("months_over_years", "试用时间为2018年9月到2019年3月", ["2018-09/2019-03"]),
    ("days", "2025年3月31日至4月2日看房", ["2025-03-31/2025-04-02"]), ("days_of_a_month", "在2025年3月20日-27日办理", ["2025-03-20/2025-03-27"]),
    ("hours", "2025年10月10日9时至2025年11月10日17时申报", ["2025-10-10/2025-11-10"]), ("since_until", "自2022年3月24日起至2022年4月22日", ["2022-03-24/2022-04-22"]),
    ("short_year", "2023—25年新增", ["2023/2025"]), ("dashes", "1997年10月――1998年2月，进行审查", ["1997-10/1998-02"]),
    ("since", "自2024年1月1日起施行", ["2024-01-01/.."]), ("since_quarter", "从2023年第一季度开始，按月调度", ["2023-01/..", "R/P1M"]),
    ("since_without_zi", "2025年1月起，标准提高", ["2025-01/.."]), ("valid_until", "有效期至2025年12月31日", ["../2025-12-31"]), ("until", "至2025年12月31日止", ["../2025-12-31"]),
    # five-year plans and the plan's own years
    ("tenth_plan", "在“十五”期内开工", ["2001/2005"]), ("last_years", "“十四五”后两年，新增5个", ["2024/2025"]),
    ("first_years", "“十四五”前三年完成", ["2021/2023"]), ("end_of_ours", "到规划期末，全部建成", ["2025"]),
    # recurrences
    ("every_year_by", "每年3月底前清算", ["R/P1Y"]), ("every_month_by", "于每月28日前报送", ["R/P1M"]), ("every_year_span", "于每年4月1日至6月20日复核", ["R/P1Y"]),
    ("quarterly", "按季度向社会公开", ["R/P3M"]), ("once", "实行三年一评", ["R/P3Y"]), ("every_year_fund", "每年安排最高100万元用于宣传", ["R/P1Y"]),
    ("hour", "2022年12月31日24时前完成", ["2022-12-31"]), ("term", "从2022年春季学期起实施", ["2022/.."]), ("holidays", "暑期（7—8月）开展", ["2022-07/2022-08"]),
    ("months_of_work", "9月至12月施工", ["2022-09/2022-12"]), ("said_of_the_year", "2022年主要预期目标：增长6%", ["2022"]),
    # as of, open
    ("as_of_month_end", "截至2025年12月底，享受3万人", ["2025-12-31"]), ("open_bracket", "加强管护。（长期坚持）", ["../.."]),
    ("open_label", "完成时限：持续推进", ["../.."]), ("open_behind_date", "（完成时限：2022年12月底；长期坚持）", ["2022-12-31", "../.."]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [d[1:] for d in MORE_DEADLINES], ids=[d[0] for d in MORE_DEADLINES]
)
def test_more_deadlines(text, expected):
    found = find_deadlines(text, year=2022, plan=(2021, 2025))
    assert [item.edtf for item in found] == expected
    assert all(text[item.start : item.end] == item.raw for item in found)


# Times that describe, name, compare or measure.
DESCRIBE = [
    ("is", "2025年是“十四五”水利规划收官之年。"), ("comma_is", "2024年，是建区20周年。"), ("past", "刚刚过去的2024年，收获满满。"),
    ("report", "2025年某区政府工作报告"), ("review", "一、2024年工作回顾"), ("aims_heading", "二、2025年工作总体思路和主要目标"),
    ("column", "2025年目标值"), ("about", "关于2025年工作"), ("dateline", "2018年12月5日"), ("dateline_bracket", "（2018年12月5日）"),
    ("session", "2025年1月20日在东湖区第十届人民代表大会第三次会议上"), ("issued", "2024年7月29日，区政府印发《实施方案》"),
    ("decreed", "（1991年3月4日国务院令第76号发布）"), ("compared", "比率较2020年下降11%"), ("compared_comma", "较2020年，下降11%"),
    ("since_then", "2022年以来，新增5个"), ("plan_since", "为“十四五”以来最高"), ("plan_named", "编制“十五五”规划"),
    ("level", "恢复到2019年水平"), ("built_then", "依托2022年投产的水厂"), ("years_of_a_plan", "某区规划（2021—2025年）印发"),
    ("policy_years", "按照2024—2026年购置补贴政策有关要求"), ("season", "2024—2025年采暖季"), ("version", "问题解答（2025年11月版）"),
    ("amount", "每人每月2295元"), ("amount_limit", "每年不超过5万元"), ("growth", "财政投入每年增长5%以上"), ("in_a_row", "连续4年每年跨越一个台阶"),
    ("average", "老年人平均每年新增30人"), ("effect", "每年可节约标煤3吨"), ("per_day", "每日处理污水1000吨"), ("figure", "每一年都上台阶"),
    ("manner", "加强宣传，持续推进，形成合力"), ("manner_long", "毫不动摇地长期坚持下去"),
    ("as_of_now", "截至目前，全部完成"), ("year_end_exam", "纳入年底绩效考核"),
    ("one_year_early", "提前一年达到"), ("of_age", "毕业5年内的学生"), ("page_stamp", "发表时间：2026-06-25 16:07"), ("founded", "成立于1998年，占地500亩"), ("base_year", "规划基准年为2020年，"),
    ("new_each_year", "对每年新增的项目给予支持"), ("amount_of_a_year", "每年补助资金不超过10万元"), ("inner_mongolia", "支持2025年内蒙古论坛"),
]  # fmt: skip


@pytest.mark.parametrize("text", [d[1] for d in DESCRIBE], ids=[d[0] for d in DESCRIBE])
def test_a_time_that_describes_is_none(text):
    assert [item.edtf for item in find_deadlines(text, year=2022)] == []


CELLS = [
    ("9月", "2022-09"), ("6月底", "2022-06-30"), ("三季度", "2022-07/2022-09"), ("上半年", "2022-01/2022-06"), ("全年", "2022"), ("2022年12月31日", "2022-12-31"),
    ("12月31日前", "2022-12-31"), ("2025年", "2025"), ("长期坚持", "../.."), ("每季度", "R/P3M"), ("2022年12月底；长期坚持", "2022-12-31"),
    ("签订后30日内", ""), ("按进度推进", ""), ("7月底前启动，9月底前完成", "2022-09-30"), ("月底前", ""),
    ("二、三季度", "2022-07/2022-09"), ("6月、12月底前", "2022-12-31"), ("全年", "2022"), ("常态化推进", "../.."), ("本年度", "2022"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edtf"), CELLS, ids=[c[0] for c in CELLS])
def test_a_cell_that_states_a_deadline(text, edtf):
    assert stated_deadline(text, year=2022, plan=(2021, 2025))[0] == edtf


IN_PART = [
    # a list: the year of the first and the mark of the last hold for all
    ("list_of_months", "分别在3月、6月和10月底报送", ["2022-03-31", "2022-06-30", "2022-10-31"]),
    ("list_with_a_year", "2023年5月、11月底前各检查一次", ["2023-05-31", "2023-11-30"]),
    ("list_of_days", "于4月20日、10月20日前报送", ["2022-04-20", "2022-10-20"]),
    ("list_of_bare_months", "在3、9月底前完成清理", ["2022-03-31", "2022-09-30"]),
    ("list_of_years", "2024、2025年分别新建2座、4座", ["2024", "2025"]),
    ("list_of_years_and", "2023和2024年各建成5个", ["2023", "2024"]),
    ("list_of_quarters", "开展检查，二、三季度完成整改", ["2022-04/2022-06", "2022-07/2022-09"]),
    ("numbered_line", "2、3月底前完成清理", ["2022-03-31"]),
    ("list_of_ends", "于4月底、10月底前报送", ["2022-04-30", "2022-10-31"]),
    ("list_of_year_ends", "到2023年底、2024年底、2026年底分别达到50%、60%、70%", ["2023-12-31", "2024-12-31", "2026-12-31"]),
    ("list_of_halves", "2023年上半年、下半年各评估一次", ["2023-01/2023-06", "2023-07/2023-12"]),
    ("list_behind_label", "完成时限：2023年5月、11月", ["2023-05", "2023-11"]),
    ("list_of_ends_behind_label", "时限：2023年5月底、11月底", ["2023-05-31", "2023-11-30"]),
    ("until_short_year", "到24年，覆盖率达到90%", ["2024"]), ("long_life", "寿命达到24年，", []),
    ("next_year", "2023年10月启动，次年3月完成", ["2023-10", "2024-03"]), ("next_year_end", "2023年9月启动，次年6月底前完成", ["2023-09", "2024-06-30"]),
    ("next_year_of_nothing", "次年3月完成", [""]), ("days_of_a_year", "全年365天开放", []), ("account_of_land", "2022年度建设用地300亩", []),
    ("list_of_bases", "较2020年、2021年增长", []),
    # two digits of a year, near a whole one
    ("short_year_end", "2023年建成9座，24年底前再建4座", ["2023", "2024-12-31"]),
    ("short_year_month", "25年6月底前完工", ["2025-06-30"]),
    ("short_year_alone", "2022年建成3座，23年建成5座", ["2022", "2023"]),
    ("short_year_far", "15年底前建成", []),
    ("years_ago", "20年前修建的水库", []),
    ("years_long", "经过22年建设", []),
    # the year of the sentence
    ("same_sentence", "2023年6月底前开工，12月底前完工", ["2023-06-30", "2023-12-31"]),
    ("earlier_month", "2023年6月底前开工，3月底前完成招标", ["2023-06-30", "2022-03-31"]),
    ("next_sentence", "2023年6月底前开工。12月底前完工", ["2023-06-30", "2022-12-31"]),
    # spans, labels of a schedule, recurrences
    ("from_to", "从3月1日开始，到10月31日结束", ["2022-03-01/2022-10-31"]),
    ("from_by", "从2023年3月起，到2025年底建成", ["2023-03/..", "2025-12-31"]),
    ("schedule", "三季度：完成主体施工", ["2022-07/2022-09"]),
    ("schedule_comma", "一季度，完成选址", ["2022-01/2022-03"]),
    ("half_month", "每半月通报一次", ["R/P15D"]), ("half_month_ge", "每半个月调度", ["R/P15D"]), ("two_months", "每双月召开", ["R/P2M"]),
    ("inclusive", "2023年11月30日（含）前申报", ["2023-11-30"]), ("traditional", "“十四五”期間，新增", ["2021/2025"]),
    # the year of the list
    ("whole_year", "全年完成投资5亿元", ["2022"]), ("this_year", "本年度新建4座", ["2022"]), ("in_the_account", "年度内办结", ["2022"]),
    ("whole_year_of_another", "2021年，某区全年完成投资5亿元", ["2021"]), ("whole_year_state", "报送全年完成情况", []),
    ("whole_year_noun", "全年目标任务", []), ("whole_year_mean", "全年平均气温", []), ("tax_year", "一个纳税年度内不能变更", []),
    ("year_of_account", "2021年度整治河段4条", ["2021"]), ("account_plan", "2022年度计划", []), ("account_funds", "2022年度资金3亿元", []),
    # no deadlines
    ("object", "现将2023年春节、清明节放假安排通知如下", []), ("attribute", "支持设立5年内的企业", []), ("use_of_time", "利用2个月时间开展行动", []),
    ("shortened", "办理时限压减至20个工作日以内", []), ("shortened_to", "平均用时缩短到3天以内", []), ("passive", "2017年被认定为示范区", []),
    # a copy that lost 月
    ("lost_month_sign", "于620日、1220日前报送", ["2022-06-20", "2022-12-20"]), ("two_days", "于111日前报送", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [i[1:] for i in IN_PART], ids=[i[0] for i in IN_PART])
def test_times_stated_in_part(text, expected):
    found = find_deadlines(text, year=2022, plan=(2021, 2025))
    assert [item.edtf for item in found] == expected
    assert all(text[item.start : item.end] == item.raw for item in found)


@pytest.mark.parametrize("text", ["月底前完成", "本月底前报送", "24年底前建成"])
def test_what_is_not_stated_is_not_guessed(text):
    (found,) = find_deadlines(text)
    assert (found.edtf, found.kind, found.ambiguous) == ("", "by", True)


def test_a_month_behind_a_date_of_history_is_ambiguous():
    *_, found = find_deadlines("2021年8月印发方案，9月底前完成", year=2022)
    assert (found.edtf, found.ambiguous) == ("2022-09-30", True)


def test_several_deadlines_are_named():
    found = find_deadlines("5月底前改造7家，年内关停20台", year=2022)
    assert several_deadlines(found, 2022) == ("5月底前", "年内")


SCHEDULES = [
    # days of the year of the list that open a clause
    ("day", "7月2日，区教育局公布录取结果", ["2022-07-02"]), ("days", "6月3日至6日，家长填报志愿", ["2022-06-03/2022-06-06"]),
    ("day_behind_comma", "6月2日至5日登录系统，6月12日公布名单，6月13日报到", ["2022-06-02/2022-06-05", "2022-06-12", "2022-06-13"]),
    ("month", "4月份，完成现场复核", ["2022-04"]), ("month_without_comma", "3月启动招标", ["2022-03"]), ("months", "1-8月项目完成投资3亿元", ["2022-01/2022-08"]),
    ("first_months", "前10个月完成投资2亿元", ["2022-01/2022-10"]), ("beginning", "6月初，各校张贴公告", ["2022-06"]), ("quarter_open", "①一季度，水质达标", ["2022-01/2022-03"]),
    ("numbered", "3.4月8日公布名单", ["2022-04-08"]), ("numbered_by", "②3月底前完成图纸", ["2022-03-31"]), ("bracket", "（二）摸底阶段（5月6日至5月20日）", ["2022-05-06/2022-05-20"]),
    ("first_month", "元月15日前报送", ["2022-01-15"]), ("first_months_of_old", "元至3月份，共扶持206人", ["2022-01/2022-03"]),
    ("first_month_of_year", "2023年元月15日前报送，2月底前完成", ["2023-01-15", "2023-02-28"]), ("money_to", "投入500元至3月底前", ["2022-03-31"]),
    ("phase_of_meetings", "动员部署阶段（3月中旬）：召开会议，部署工作", ["2022-03-11/2022-03-20"]),
    ("day_of_entry", "报名日期为8月20日至25日", ["2022-08-20/2022-08-25"]), ("title_in_month", "2023年11月《条例》正式实施", ["2023-11"]),
    ("ten_days_two", "7月中下旬开展检查", ["2022-07-11/2022-07-31"]), ("ten_days_range", "2月中旬至下旬开展检查", ["2022-02-11/2022-02-28"]), ("ten_days_listed", "6月上、中旬登记", ["2022-06-01/2022-06-20"]),
    # weekdays and hours
    ("hour", "7月1日15:00，系统关闭", ["2022-07-01"]), ("hours", "6月27日10：00—7月1日15:00，填报志愿", ["2022-06-27/2022-07-01"]),
    ("weekday", "2023年4月9日（星期日）9∶00至4月12日（星期三）18∶00缴费", ["2023-04-09/2023-04-12"]), ("weekday_by", "于4月20日（星期三）前上报", ["2022-04-20"]),
    ("after_hour", "请于2023年5月18日9:00后登录", ["2023-05-18/.."]), ("after", "4月13日以后，不再受理", ["2022-04-13/.."]),
    ("weekend", "5月7日（星期六）、5月8日（星期日）上班", ["2022-05-07", "2022-05-08"]),
    # second days
    ("second_day", "于2026年8月25日、26日补报名", ["2026-08-25", "2026-08-26"]), ("second_day_short", "5月8、9日复核", ["2022-05-08", "2022-05-09"]),
    ("third_day", "3月5日、6日和8日现场审核", ["2022-03-05", "2022-03-06", "2022-03-08"]),
    ("blank_in_range", "摸底登记、编印手册（2017年4月6日至 2017年4月20日）", ["2017-04-06/2017-04-20"]),
    ("dash_sign", "夏收（5月30日一6月4日）", ["2022-05-30/2022-06-04"]), ("month_ends", "5月底到9月底禁烧", ["2022-05-31/2022-09-30"]),
    ("minutes_by", "于2024年6月3日16:00前提交", ["2024-06-03"]), ("begun_to", "从4月18日开始至5月10日完成", ["2022-04-18/2022-05-10"]),
    ("planned_meeting", "拟于7月25日至27日举行会议", ["2022-07-25/2022-07-27"]), ("range_in_bracket", "部署阶段（11月1日-2日）", ["2022-11-01/2022-11-02"]),
    ("of_this_year", "到了今年的2月18日，落地5个", ["2022-02-18"]), ("quarter_and_act", "一季度签约投资50亿元的项目", ["2022-01/2022-03"]),
    ("day_that_is", "原定时限是5月1日。", ["2022-05-01"]), ("papers_of_expiry", "期满之日起2个月内补齐期满验收材料", [""]),
    ("into_next_year", "2023年10月至次年3月", ["2023-10/2024-03"]),
    # years
    ("two_years", "2024、2025两年新建6座", ["2024", "2025"]), ("two_years_and", "2024年和2025年两年内完成", ["2024", "2025"]),
    ("beginning_of_year", "于2019年初开始执行", ["2019/.."]), ("lost_year_sign", "于20234月8日、7月8日前报送", ["2023-04-08", "2023-07-08"]),
    ("month_before", "要求2024年8月前完成", ["2024-08"]), ("row_of_deadlines", "2020年11月底完成立项，12月底完成设计", ["2020-11-30", "2020-12-31"]),
    ("from_now", "自即日起至2023年1月30日受理", ["../2023-01-30"]), ("from_issue", "自发文之日起至2023年1月30日止", ["../2023-01-30"]),
    ("plan_years_digit", "“十四五”前4年增长5%", ["2021/2024"]),
    # named times: no day is made up
    ("before_feast", "资金春节前兑现到位", [""]), ("before_flood", "汛期前完成清淤", [""]), ("before_term", "秋季开学前投入使用", [""]),
    ("before_feast_of_year", "2023年春节前兑现", ["2023"]), ("mid_century", "到本世纪中叶，全面建成", [""]),
    # limits
    ("since_day", "申请时间不得超过登记之日起4年", [""]), ("ahead_of", "应在合同期限届满30日前提出", [""]), ("ahead_of_within", "有效期届满前一个月内办理", [""]),
    ("at_least_once", "一年至少认证一次", ["R/P1Y"]), ("each_quarter", "每个季度第1个月的20日前报送", ["R/P3M"]), ("paid_monthly", "及时按月足额拨付", ["R/P1M"]),
    ("every_feast", "每年春节前走访", ["R/P1Y"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [d[1:] for d in SCHEDULES], ids=[d[0] for d in SCHEDULES])
def test_schedules(text, expected):
    found = find_deadlines(text, year=2022, plan=(2021, 2025))
    assert [item.edtf for item in found] == expected
    assert all(text[item.start : item.end] == item.raw for item in found)


# Who or which things are meant, what happened, how long something lasts.
NOT_WHEN = [
    ("born_before", "2018年8月31日前出生的儿童"), ("born_before_label", "出生时间在2018年8月31日之前（含8月31日）"), ("of_age", "到2022年8月31日年满6周岁"),
    ("built_before", "2000年以前建成的小区"), ("finished_before", "2021年12月31日前已竣工的项目"), ("entitled", "2025年11月30日前生育的，按原渠道发放"),
    ("after_a_day", "2025年12月1日后生育的职工"), ("valid_in", "有效期在2025年内的船员"), ("held_at_the_end", "2021年底召开的会议提出，持续推进"),
    ("built_in", "该小区建成于2000年底前"), ("built_within", "做好2001-2005年底前建成的小区储备"), ("built_in_years", "支持2001-2005年建成的老旧小区"),
    ("year_of_a_title", "2021年《关于推进改造的意见》明确提出，持续推进"),
    ("distance", "现距年底仅剩两个月"), ("distance_of_year", "距离2025年底还有三年"), ("document_of_day", "《关于管理的通知》（2022年3月12日）：召开会议"),
    ("not_again", "3年内不得申请"), ("free_of_tax", "五年内免征房产税"), ("income_within", "以一个月内收取的摊租为一次"), ("not_done_within", "一个月内仍未收到的"),
    ("valid_for", "自发布之日起施行，有效期5年"), ("publicity", "公示5个工作日，无异议后上报"), ("prolonged", "可延长10个工作日"),
    ("rate_of_a_person", "每人每年只享受一次"), ("news", "5月11日，记者从区政府获悉"), ("meeting", "10月17日，我区召开专题会议"), ("opening", "5月10日上午，大会开幕"),
    ("disaster", "8月11日，爆炸事故造成3人受伤"), ("several_days", "发生了2月3日甲地7.0级、3月19日乙地6.9级地震"), ("issued_month", "2021年11月，省政府印发《通知》"),
    ("revised", "按照《条例》（2019年4月修订版）"), ("world_day", "6月5日世界环境日活动"), ("year_start", "今年初，工程进场"), ("history_bare", "1945年战争结束"),
    ("feast_around", "春节前后加强检查"), ("flood_check", "开展汛前检查"), ("pre_school", "发展学前教育"), ("quarter_noun", "紧抓三季度施工关键期"),
    ("plan_in_bracket", "“十四五”（2021-2025年）规划是新征程的第一个规划"), ("soon_over", "提醒3个月内到期的人员"), ("of_the_last_plan", "比“十一五”末提高10个百分点"), ("name_of_a_line", "2024年冬季运动会协调委员会"),
    ("heading_standard", "二、2026年发放标准"), ("put_forward", "2009年，中央提出“加快建设”"), ("at_an_hour", "2025年5月16日上午9:00，召开审查会议"), ("end_of_data", "根据2019年底数据，占50%"),
    ("last_years", "近三年获奖5次"), ("to_now", "2020年以来至今"), ("vision", "2035年远景目标纲要"),
]  # fmt: skip


@pytest.mark.parametrize("text", [d[1] for d in NOT_WHEN], ids=[d[0] for d in NOT_WHEN])
def test_what_does_not_say_when(text):
    assert [item.raw for item in find_deadlines(text, year=2022)] == []


WITHOUT_A_YEAR = [
    ("day", "7月2日，公布录取结果", "during"), ("days", "6月3日至6日填报", "during"), ("by", "5月12日前报送", "by"), ("since", "5月7日起报名", "since"),
    ("as_of", "截至7月25日，派出4人", "as_of"), ("month_end", "月底主体完工", "by"), ("this_year", "力争今年年内推出", "during"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"), [d[1:] for d in WITHOUT_A_YEAR], ids=[d[0] for d in WITHOUT_A_YEAR]
)
def test_a_time_of_a_year_that_is_not_known_is_told_and_not_dated(text, kind):
    (found,) = find_deadlines(text)
    assert (found.edtf, found.kind, found.ambiguous) == ("", kind, True)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("2024年，新建5座，9月底前开工", "2024-09-30"), ("2023年6月底前开工，12月完工", "2023-12")],
)
def test_a_year_stated_before_dates_a_month_of_its_sentence(text, edtf):
    *_, found = find_deadlines(text)
    assert found.edtf == edtf


@pytest.mark.parametrize("text", ["2024年8月前完成", "2019年初完成", "2023年春节前完成", "汛期前完成"])
def test_what_is_not_exact_is_ambiguous(text):
    (found,) = find_deadlines(text, year=2022)
    assert found.ambiguous


NO_DEADLINES = [
    "按照《某市2022年化肥减量工作方案》要求", "“5.22”生物多样性日、“6.5”世界环境日", "完成2021年度温室气体清单编制", "均达到 100%",
    "“十六五”时期是攻坚时期", "细颗粒物年均浓度", "制定2022年环境应急监测计划", "3月龄", "20212025年",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DEADLINES)
def test_no_deadline(text):
    assert find_deadlines(text, year=2022) == ()


def test_before_a_feast_of_a_year_is_ambiguous():
    (found,) = find_deadlines("2023年春节前发放到位")
    assert (found.edtf, found.ambiguous) == ("2023", True)


def test_before_a_year_is_ambiguous():
    (found,) = find_deadlines("力争2025年前实现全线通水")
    assert (found.edtf, found.ambiguous) == ("2025", True)


def test_month_without_a_known_year_is_not_guessed():
    (found,) = find_deadlines("9月底前完成")
    assert (found.edtf, found.ambiguous) == ("", True)


@pytest.mark.parametrize(
    "text",
    [
        "力争三年内实现全覆盖",
        "自受理之日起30日内答复",
        "应当在二十个工作日内更新",
        "1年内完成整改",
        "三日以内反馈",
        "半年内建成",
        "两周内整改到位",
        "24小时内上报",
        "提前5个工作日公示",
        "力争用3年时间建成",
        "于次月15日前发放",
        "次月十五日内申报",
        "法定办结时限:15个工作日",
        "审批期限为十个工作日",
        "情况复杂的可延长至20个工作日",
    ],
)
def test_a_span_from_an_unstated_day_is_not_guessed(text):
    (found,) = find_deadlines(text, year=2022)
    assert (found.edtf, found.kind, found.ambiguous) == ("", "relative", True)


@pytest.mark.parametrize(
    "text", ["近三年内", "年内", "15年内涵式发展", "过去5年", "公示时间为5个工作日", "连续10个工作日"]
)
def test_no_span_ahead(text):
    assert [item for item in find_deadlines(text) if item.kind == "relative"] == []


OWN = [
    ("one", "到2025年,节水器具普及率不低于60%", "2025"),
    ("repeated", "到2025年,达到55%。到2025年,建成", "2025"),
    ("the_last_of_several", "7月底前更新,9月底前报送", "2022-09-30"),
    ("year_is_later_than_a_month", "5月底前改造7家，年内关停20台", "2022"),
    ("a_later_period", "2022年6月底前完成招标，2023年建成3座", "2023"),
    ("a_period_around_it", "2022年新建4座，10月底前投用", "2022-10-31"),
    ("years_of_parts", "2022年、2023年分别建成2座、3座", "2023"),
    ("prospect", "到2025年建成体系，2035年全面达标", "2025"),
    ("prospects_only", "力争到2030年达峰，努力争取2060年前实现碳中和", "2030"),
    ("last_within_the_plan", "2023年底前建成一期，2024年底前建成二期，2035年形成网络", "2024-12-31"),
    ("history", "2019年建成一期，2020年启用二期。做好管护", ""),
    ("recurrences_differ", "每月检查一次，每年评估一次", ""),
    ("point_before_recurrence", "每年创建10个,到2025年达到50个", "2025"),
    ("period_before_recurrence", "力争规划期内每年创建不少于10个", "2021/2025"),
    ("recurrence", "每年开展自行监测", "R/P1Y"),
    ("as_of_is_none", "截至2023年6月,完成", ""),
    ("none", "加强监管", ""),
]


@pytest.mark.parametrize(("text", "expected"), [o[1:] for o in OWN], ids=[o[0] for o in OWN])
def test_task_deadline(text, expected):
    assert task_deadline(text, year=2022, plan=(2021, 2025)) == expected


def test_plan_years():
    assert [plan_years(n) for n in ("十三", "十四", "十五")] == [(2016, 2020), (2021, 2025), (2026, 2030)]


@given(st.dates())
def test_iso_is_a_fixed_point(day):
    if 1900 <= day.year <= 2099:
        assert parse_date(day.isoformat()) == day.isoformat()
        assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()


@given(st.text(alphabet="0123456789年月日到至前底每按—-《》“”十四五期间规划内", max_size=30))
def test_any_text_is_read_without_error(text):
    parse_date(text)
    parse_period(text, lossy=True)
    for found in find_deadlines(text, year=2022, lossy=True):
        assert text[found.start : found.end] == found.raw


@pytest.mark.parametrize(
    "unit",
    [
        "2",
        "2025年",
        "《",
        "《》",
        "每",
        "12月",
        "到",
        " ",
        "20212025",
        "2021-",
        "6月、",
        "2023、",
        "于",
        "20年",
        "2023年6月底前，",
        "全年",
        "年度内",
        "8月25日、",
        "春节前",
        "6月1日（星期一）",
        "9:00",
        "5月8、",
        "之日起",
        "届满前",
        "3日内",
    ],
)
def test_linear_time(unit):
    text = unit * (20000 // len(unit))
    with completes():
        find_deadlines(text, year=2022)
        parse_period(text, lossy=True)
        parse_date(text)
