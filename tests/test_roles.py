"""Responsibility phrases of running text, and rules stated once."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from guard import completes
from hypothesis import given
from hypothesis import strategies as st
from qingdan.datafiles import read_columns
from qingdan.model import Column, Words
from qingdan.normalize.organizations import Resolver
from qingdan.normalize.places import jurisdiction
from qingdan.normalize.record_roles import org_role, stated_roles
from qingdan.parsers.roles import find_responsibility, standing_rules
from qingdan.pipeline import extract_document

PHRASES = [
    pytest.param("支持创新。（省商务厅负责）", [("responsible", "省商务厅")], id="one-body"),
    pytest.param("支持创新。（责任单位：省经济和信息化厅、省发展改革委，各市人民政府）", [("responsible", "省经济和信息化厅、省发展改革委，各市人民政府")], id="label"),
    pytest.param("推进。(8月底完成，牵头考核单位：区审计局)", [("lead", "区审计局")], id="deadline-before-label"),
    pytest.param("打造生态圈，（持续推进，牵头考核单位：市委组织部、市人社局）", [("lead", "市委组织部、市人社局")], id="bracket-behind-a-comma"),
    pytest.param("推进。（省商务厅牵头，省外办、省贸促会按职责分工配合）", [("lead", "省商务厅"), ("support", "省外办、省贸促会")], id="lead-and-support"),
    pytest.param("推进。〔市林业和草原局牵头，市自然资源局、农业农村局参与，各镇、乡人民政府（管委会）负责落实。以下均需各镇、乡人民政府落实，不再列出。〕", [("lead", "市林业和草原局"), ("support", "市自然资源局、农业农村局"), ("responsible", "各镇、乡人民政府（管委会）")], id="three-roles-nested-bracket-and-a-rule"),
    pytest.param("推进。（自然资源部、工业和信息化部指导）", [("guide", "自然资源部、工业和信息化部")], id="guide"),
    pytest.param("推进。(牵头单位:市委宣传部,配合单位:市体育局,各区、县级市)", [("lead", "市委宣传部"), ("support", "市体育局,各区、县级市")], id="labels-and-commas"),
    pytest.param("推进。(责任领导:陈大明;牵头单位:区农业农村局;责任单位:区林业局,区水投集团)", [("leader", "陈大明"), ("lead", "区农业农村局"), ("support", "区林业局,区水投集团")], id="person-kept-apart-and-responsible-beside-lead"),
    pytest.param("推进。（责任单位：区教委；配合单位：区财政局）", [("lead", "区教委"), ("support", "区财政局")], id="responsible-beside-support"),
    pytest.param("推进。（教育部会同有关部门负责）", [("responsible", "教育部"), ("support", "有关部门")], id="joint"),
    pytest.param("推进。（商务部、全国工商业联合会负责）", [("responsible", "商务部、全国工商业联合会")], id="joint-words-inside-names"),
    pytest.param("推进。（各相关机构和单位，各县级人民政府按职责分工负责）", [("responsible", "各相关机构和单位，各县级人民政府")], id="comma-inside-one-clause"),
    pytest.param("推进。（水利部等和各有关县级人民政府负责）", [("responsible", "水利部等和各有关县级人民政府")], id="group-behind-deng"),
    pytest.param("推进。（水利部落实。列第一位者为牵头单位，下同）", [("responsible", "水利部")], id="rule-inside-the-bracket"),
    pytest.param("推进。（水利部、国家林草局负责，排在第一位的单位为牵头部门，下同）", [("responsible", "水利部、国家林草局")], id="rule-behind-a-comma"),
    pytest.param("推进。（负责部门：水利部、气象局，适用范围：东湖试点片区）", [("responsible", "水利部、气象局")], id="label-that-is-no-role"),
    pytest.param("推进。（9月底前完成，市教育局（市语委办）牵头，市财政局配合）", [("lead", "市教育局（市语委办）"), ("support", "市财政局")], id="bracket-inside-a-name"),
    pytest.param("推进。（由区教委牵头，区财政局配合）", [("lead", "区教委"), ("support", "区财政局")], id="by"),
    pytest.param("牵头单位:区发改局", [("lead", "区发改局")], id="own-line"),
    pytest.param("推进改革。\n责任单位：区教委、区财政局。", [("responsible", "区教委、区财政局")], id="own-line-of-a-paragraph"),
    pytest.param("推进改革。责任单位：省教育厅、省财政厅。", [("responsible", "省教育厅、省财政厅")], id="end-of-a-paragraph"),
    pytest.param("(市政務服務數據管理局、各縣(市、區)政府牽頭)", [("lead", "市政務服務數據管理局、各縣(市、區)政府")], id="traditional"),
    pytest.param("培育文化。（责任单位：市“新风”工作领导小组、区财政局）", [("responsible", "市“新风”工作领导小组、区财政局")], id="quotation-inside-a-name"),
    pytest.param("推进。（市“双减”办牵头，市财政局配合）", [("lead", "市“双减”办"), ("support", "市财政局")], id="quotation-inside-a-name-before-a-role-word"),
    pytest.param("推进。（责任单位：进一步做好“一网通办”工作）", [("", "责任单位：进一步做好“一网通办”工作")], id="quotation-inside-a-sentence"),
    # what is none
    pytest.param("配合全市完成自然保护地优化调整。", [], id="verb-of-the-task"),
    pytest.param("序号 任务 牵头单位 责任单位", [], id="header-words"),
    pytest.param("发现问题（疑似超标）立即核查。", [], id="gloss"),
    pytest.param("规划（2021—2025年）印发。", [], id="years"),
    pytest.param("压实各项目牵头单位责任，做好工作。", [], id="label-words-in-a-sentence"),
    pytest.param("加强管理（省教育厅、省财政厅）", [("responsible", "省教育厅、省财政厅")], id="names-alone-without-a-vocabulary"),
    pytest.param("加强管理。（省教育厅、省财政厅）", [("responsible", "省教育厅、省财政厅")], id="offices-alone-behind-a-full-stop"),
    pytest.param("宣传报道。（区教委）", [], id="one-office-behind-a-full-stop"),
    pytest.param("联系人（负责解释）", [], id="role-word-in-front"),
    # what a person has to look at
    pytest.param("推进项目。责任单位：不少于10万平方米", [("", "不少于10万平方米")], id="amount-behind-a-label"),
    pytest.param("推进治理。（区水利局等12个部门按职能抓）", [("", "区水利局等12个部门按职能抓")], id="several-offices-with-an-unknown-verb"),
    pytest.param("项目业主：区城投公司；行业主管部门：区住建局；属地责任单位：东湖区政府", [("", "行业主管部门:区住建局".replace(":", "：")), ("responsible", "东湖区政府")], id="unknown-label-beside-a-known-one"),
    pytest.param("推进项目。（区商务局主办，各街道园片协办）", [("lead", "区商务局"), ("", "各街道园片协办")], id="words-that-end-with-a-role-word-and-no-name-before-it"),
    pytest.param("水表的检定（供水厂区内由市场监督管理行政部门负责），国务院部门监督。", [("", "供水厂区内由市场监督管理行政部门负责")], id="bracket-inside-a-sentence"),
]  # fmt: skip


MORE = [
    # how the work is shared
    ("lead and shared", "（区教委牵头，区财政局、司法局按职责分工负责，各镇街配合）", [("lead", "区教委"), ("responsible", "区财政局、司法局"), ("support", "各镇街")]),
    ("comma before the role word", "（省委某办，某监管局、某海关按职责分工负责）", [("responsible", "省委某办，某监管局、某海关")]),
    ("in the light of conditions", "（省水利厅按职责分工负责，各县人民政府结合实际落实）", [("responsible", "省水利厅"), ("responsible", "各县人民政府")]),
    ("own duties", "（区府办牵头，区级各部门按照各自职责抓好落实）", [("lead", "区府办"), ("responsible", "区级各部门")]),
    ("departments of others", "（省政府各部门分别负责，年内持续推进）", [("responsible", "省政府各部门")]),
    ("who joins a lead", "（区教委牵头，会同区财政局）", [("lead", "区教委"), ("support", "区财政局")]),
    ("lead together with", "（区教委牵头会同区财政局、区司法局落实）", [("lead", "区教委"), ("support", "区财政局、区司法局")]),
    ("together without a word", "（区教委会同区财政局）", [("responsible", "区教委"), ("support", "区财政局")]),
    ("named beside a lead", "（区教委牵头，区财政局，各镇街）", [("lead", "区教委"), ("support", "区财政局，各镇街")]),
    ("dunhao between clauses", "（区教委牵头、区财政局配合）", [("lead", "区教委"), ("support", "区财政局")]),
    ("two groups", "（区教委牵头，区财政局配合；区水利局牵头，区林业局配合）", [("lead", "区教委"), ("support", "区财政局"), ("lead", "区水利局"), ("support", "区林业局")]),
    ("guided from above", "（市水利局负责指导，各镇街负责落实）", [("guide", "市水利局"), ("responsible", "各镇街")]),
    ("coordinated", "（区发展改革委统筹，区教委具体负责）", [("lead", "区发展改革委"), ("responsible", "区教委")]),
    ("open list", "（区教委、区财政局等负责）", [("responsible", "区教委、区财政局等")]),
    # labels
    ("label by parts", "（牵头责任单位：区林业局；主要协作单位：各街道办事处）", [("lead", "区林业局"), ("support", "各街道办事处")]),
    ("leader by parts", "（牵头负责领导：张某；协同责任单位：市商务局）", [("leader", "张某"), ("support", "市商务局")]),
    ("stations", "（牵头站所：文明实践所；责任单位：各社区）", [("lead", "文明实践所"), ("support", "各社区")]),
    ("bare label", "（牵头：区教委，配合：区财政局、各镇街）", [("lead", "区教委"), ("support", "区财政局、各镇街")]),
    ("spaced label", "（责 任 单 位：区教委）", [("responsible", "区教委")]),
    ("label in black brackets", "【责任单位】区教委、区财政局【完成时限】2022年底", [("responsible", "区教委、区财政局")]),
    ("label behind a blank", "[主责单位：区教委　协办单位：区财政局]", [("lead", "区教委"), ("support", "区财政局")]),
    ("names before the support label", "（区教委，各镇街；配合部门：区财政局）", [("lead", "区教委，各镇街"), ("support", "区财政局")]),
    ("labels parted by full stops", "（牵头单位：区教委。配合单位：区财政局。）", [("lead", "区教委"), ("support", "区财政局")]),
    ("supervised", "（牵头单位：区教委；督导单位：区督查室）", [("lead", "区教委"), ("guide", "区督查室")]),
    ("person inside", "（责任单位：区教委（责任人：张某某））", [("responsible", "区教委"), ("leader", "张某某")]),
    ("name that ends otherwise", "（责任单位：东湖经济开发区，全县防汛抗旱各专班）", [("responsible", "东湖经济开发区，全县防汛抗旱各专班")]),
    ("nobody supports", "（牵头单位：区教委；配合单位：无）", [("lead", "区教委")]),
    ("not closed", "（责任单位：区教委、区财政局", [("responsible", "区教委、区财政局")]),
    ("not closed with words", "（区教委牵头；各相关部门配合", [("lead", "区教委"), ("support", "各相关部门")]),
    ("note behind a name", "（区教委（牵头）、区财政局、各镇街）", [("lead", "区教委"), ("support", "区财政局"), ("support", "各镇街")]),
    ("note in other brackets", "（区教委〔牵头〕、区财政局〔配合〕）", [("lead", "区教委"), ("support", "区财政局")]),
    ("two nouns", "（责任部门（单位）：区教委、区财政局）", [("responsible", "区教委、区财政局")]),
    ("remark in the label", "（责任单位（按姓氏笔画排序）：区教委、区财政局）", [("responsible", "区教委、区财政局")]),
    ("numbered names", "（责任单位：1.区教委；2.区财政局）", [("responsible", "区教委"), ("responsible", "区财政局")]),
    ("all of the above", "（以上由区教委牵头）", [("lead", "区教委")]),
    # persons
    ("person leads", "（张某某牵头，区教委负责）", [("leader", "张某某"), ("responsible", "区教委")]),
    ("persons first", "（王某某、李某，区教委负责）", [("leader", "王某某、李某"), ("responsible", "区教委")]),
    # time and rules are no names
    ("time behind names", "（责任单位：区教委，各镇街，6月底完成）", [("responsible", "区教委，各镇街")]),
    ("rule behind names", "（责任单位：区教委、区财政局，排在第一位的为牵头单位，下同）", [("responsible", "区教委、区财政局")]),
    ("rule in a sentence of its own", "（区教委牵头，各镇街落实。以下均需各镇街落实，不再列出）", [("lead", "区教委"), ("responsible", "各镇街")]),
    ("what cannot be read", "（预期性，牵头单位：区教委）", [("", "预期性"), ("lead", "区教委")]),
    ("unit and person in one label", "（责任单位及责任人：区教委 张某某）", [("responsible", "区教委"), ("leader", "张某某")]),
    ("unit and person unread", "（责任单位及责任人：区教委主要负责同志）", [("", "责任单位及责任人：区教委主要负责同志")]),
    ("a label no row knows", "38.更换路灯。资金保障单位：县审计局；责任单位：县园林局", [("", "资金保障单位：县审计局"), ("responsible", "县园林局")]),
    ("offices behind the parts of a task", "36.添置座椅60把（区城管局）、花箱80只（区林业局），粉刷围墙9处。", [("", "区城管局"), ("", "区林业局")]),
    ("duties behind a label", "责任分工：区园林局负责选定苗木，区统计局负责核对面积。", [("", "区园林局负责选定苗木"), ("", "区统计局负责核对面积")]),
    ("each clause its bracket", "完善制度（区司法局负责），健全机制（区财政局负责）。", [("responsible", "区司法局"), ("responsible", "区财政局")]),
    # who carries the work out is responsible beside a lead; rules and persons are told apart from names
    ("carries out beside a lead", "（牵头部门：区交通局；实施部门：区航务中心、各镇街）", [("lead", "区交通局"), ("responsible", "区航务中心、各镇街")]),
    ("carries out, supported", "（实施主体：区航务中心；配合单位：区交通局）", [("responsible", "区航务中心"), ("support", "区交通局")]),
    ("four labels", "（牵头单位：区交通局；责任单位：区公安局；落实单位：各镇街；督导单位：区督查室）", [("lead", "区交通局"), ("support", "区公安局"), ("responsible", "各镇街"), ("guide", "区督查室")]),
    ("watched over", "（实施单位：区水务集团；监管单位：区水利局）", [("responsible", "区水务集团"), ("guide", "区水利局")]),
    ("rule in a bracket behind the names", "（责任单位：区林业局、区水务局（列第一位者为工作牵头部门或统稿单位，下同））", [("responsible", "区林业局、区水务局")]),
    ("no order among the names", "（责任单位：区经信局、区税务局（排名不分先后））", [("responsible", "区经信局、区税务局")]),
    ("names and a rule alone", "（区教委，各镇<乡、街道>人民政府，排名第一位为牵头部门，下同）", [("responsible", "区教委，各镇<乡、街道>人民政府")]),
    ("names and a rule sentence", "（区林业局、区水务局（区防汛办）。列第一位者为牵头部门，下同）", [("responsible", "区林业局、区水务局（区防汛办）")]),
    ("persons parted by blanks", "责任人：安某某 东湖县县长 李某", [("leader", "安某某"), ("leader", "东湖县县长"), ("leader", "李某")]),
    ("one person with a blank inside", "责任人：张　三、李　四", [("leader", "张　三、李　四")]),
    ("long names parted by blanks", "承办单位：东湖区文化馆 东湖区图书馆 东湖区戏曲艺术传承展演中心 东湖区非物质文化遗产保护中心 各街道文化站，各团队", [("lead", "东湖区文化馆 东湖区图书馆 东湖区戏曲艺术传承展演中心 东湖区非物质文化遗产保护中心 各街道文化站，各团队")]),
    # federations, streets and carriers are names too
    ("federations", "（区残联牵头，区妇联协办，各街道参与）", [("lead", "区残联"), ("support", "区妇联"), ("support", "各街道")]),
    ("federation together with", "（区工商联联合区民政局负责）", [("responsible", "区工商联"), ("support", "区民政局")]),
    ("trade office in old signs", "（市商務局、市農業局等負責）", [("responsible", "市商務局、市農業局等")]),
    ("guides and coordinates", "（市人社局指导协调，区总工会牵头实施）", [("guide", "市人社局"), ("lead", "区总工会")]),
    ("coordinates", "（区委宣传部统筹，区教委协调，各学校实施）", [("lead", "区委宣传部"), ("support", "区教委"), ("responsible", "各学校")]),
    ("first names before who supports", "（区林业局；区水利局配合；各镇落实）", [("lead", "区林业局"), ("support", "区水利局"), ("responsible", "各镇")]),
    ("who answers beside a lead", "（牵头单位：区教委；责任主体：各镇街）", [("lead", "区教委"), ("support", "各镇街")]),
    ("leads of parts", "（总牵头单位：区发改委；分项牵头单位：区工信局）", [("lead", "区发改委"), ("lead", "区工信局")]),
    ("follows up", "（区府办牵头，区督查室跟踪督办）", [("lead", "区府办"), ("guide", "区督查室")]),
    ("rule that concerns others", "（责任单位：省水利厅分工负责。具体任务均涉及有关县（市）人民政府，不再做分工，下同。）", [("responsible", "省水利厅")]),
    ("first unit is lead", "责任单位：区林业局、区教委（第一责任单位为牵头单位，下同）", [("responsible", "区林业局、区教委")]),
    ("rule with a bracket inside", "（责任单位：区教委、区财政局（以下均需各县（市、区）落实，不再列出））", [("responsible", "区教委、区财政局")]),
    ("names and a rule in a bracket", "（区教委、区财政局（列第一位者为牵头单位，下同））", [("responsible", "区教委、区财政局")]),
    ("second in line", "（第一责任单位：市工信局；第二责任单位：市科技局）", [("lead", "市工信局"), ("support", "市科技局")]),
    ("societies of arts", "（市文联牵头，市作协、市音协协办）", [("lead", "市文联"), ("support", "市作协、市音协")]),
    ("leads by coordinating", "（由区府办负责统筹协调，区级各部门分工负责）", [("lead", "区府办"), ("responsible", "区级各部门")]),
    ("not yet known", "（牵头单位：待定；责任单位：区教委）", [("", "待定"), ("responsible", "区教委")]),
    ("as above", "（责任单位：区教委；配合单位：同上）", [("responsible", "区教委"), ("", "同上")]),
    ("done by area", "（实行属地负责）", []),
    ("condition", "（涉及多个部门的，由牵头部门负责）", [("", "涉及多个部门的，由牵头部门负责")]),
    ("who does what", "（区大数据中心负责建设，各部门配合使用）", [("", "区大数据中心负责建设，各部门配合使用")]),
    ("one duty", "（县级以上人民政府负责落实资金）", []),
    ("people", "（全体干部参与）", []),
    ("carriers and bookshops", "（区文旅局牵头，社科联、新华书店、各运营商配合）", [("lead", "区文旅局"), ("support", "社科联、新华书店、各运营商")]),
    ("title and person", "（责任单位：区住建局　责任人：局长　李某某）", [("responsible", "区住建局"), ("leader", "局长　李某某")]),
    ("led to its end", "（2022年6月底前，由区住建局牵头完成）", [("lead", "区住建局")]),
    ("who cares for a village", "（挂点领导：陈某某；牵头单位：镇农业农村办）", [("leader", "陈某某"), ("lead", "镇农业农村办")]),
    ("associations", "（区总工会、区妇联和各群团组织负责）", [("responsible", "区总工会、区妇联和各群团组织")]),
    ("list that cannot be read", "（区教委、区财政局、大伙儿负责）", [("", "区教委、区财政局、大伙儿负责")]),
    ("guides others", "（民政部、财政部指导地方各级人民政府落实）", [("", "民政部、财政部指导地方各级人民政府落实")]),
    ("led by the party", "（各级党委领导，各部门分工协作）", [("", "各级党委领导"), ("support", "各部门")]),
    ("how it is done", "（坚持政府主导、部门协同、社会参与）", []),
    # own lines and last sentences
    ("lines side by side", "牵头单位：区教委\n责任单位：各镇街", [("lead", "区教委"), ("support", "各镇街")]),
    ("numbered line", "2.责任单位：区教委；区财政局。下一步将开展督查。", [("responsible", "区教委；区财政局")]),
    ("behind a blank", "加快建设 责任单位：区教委、区财政局", [("responsible", "区教委、区财政局")]),
    ("last sentence", "完成整治。由区教委牵头，区财政局、各镇街配合。", [("lead", "区教委"), ("support", "区财政局、各镇街")]),
    ("last sentence, shared", "完成整治。区教委、区财政局按职责分工负责。", [("responsible", "区教委、区财政局")]),
    ("hosts of a list", "主办单位：省司法厅，各州、市人民政府", [("lead", "省司法厅，各州、市人民政府")]),
    # none
    ("foot of a page", "主办单位：东湖区人民政府办公室", []),
    ("society", "坚持党委领导、政府负责、社会协同、公众参与。", []),
    ("everybody", "（全社会参与）", []), ("manner", "（持续推进）", []), ("steps", "（分步实施）", []),
    ("duty sentence", "区财政局负责安排经费，区教委负责组织实施。", []),
    ("interpreted by", "本办法由区教委负责解释。", []),
    ("lead units must", "各牵头单位要按职责分工负责，抓好落实。", []),
    ("proposes together", "由区教委会同区财政局提出方案，报区政府审定。", []),
    ("draws up", "牵头制定全区实施办法，会同区财政局印发。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [m[1:] for m in MORE], ids=[m[0] for m in MORE])
def test_more_phrases(text: str, expected: list[tuple[str, str]]) -> None:
    lead_in = "推进改革。" if text[0] in "（[【" else ""
    assert [(p.role, p.names) for p in find_responsibility(lead_in + text)] == expected


def test_the_phrase_of_a_line_ends_with_its_sentence() -> None:
    text = "责任单位：区教委。下一步将开展督查。"
    assert {text[p.phrase_start : p.phrase_end] for p in find_responsibility(text)} == {"责任单位：区教委。"}


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_find_responsibility(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(p.role, p.names) for p in find_responsibility(text)] == expected


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("推进。(8月底完成，牵头考核单位：区审计局)", "8月底完成"),
        ("推进。（6月底取得初步进展并持续推进，牵头考核单位：区审计局）", "6月底取得初步进展并持续推进"),
        ("推进。（责任单位：区教委，完成时限：2022年底）", "2022年底"),
        ("推进。（2022年12月底前，区林业局牵头，区水务局配合）", "2022年12月底前"),
        ("推进。（省商务厅负责）", ""),
        ("推进。（区教委牵头，长期坚持）", "长期坚持"),
        ("推进。（完成时限：2022年12月底；长期坚持；责任单位：区教委）", "2022年12月底；长期坚持"),
        ("推进。（区教委、区财政局牵头，各镇街落实，立行立改，长期坚持）", "立行立改，长期坚持"),
        ("推进。（责任单位：区教委，各镇街，6月底完成）", "6月底完成"),
        ("推进。（区各部门分别负责，年内持续推进）", "年内持续推进"),
    ],
)
def test_deadline_inside_the_bracket(text: str, deadline: str) -> None:
    assert {p.deadline for p in find_responsibility(text)} == {deadline}


def test_names_alone_count_where_they_are_known() -> None:
    known = {"省教育厅", "省财政厅"}
    found = find_responsibility("加强管理。（省教育厅、省财政厅）", known.__contains__)
    assert [(p.role, p.names) for p in found] == [("responsible", "省教育厅、省财政厅")]
    assert find_responsibility("加强管理。（试点学校、省财政厅）", known.__contains__) == ()
    assert find_responsibility("加强管理（省教育厅、省财政厅）", known.__contains__)
    assert find_responsibility("选定（省教育厅、省财政厅）学校。", known.__contains__) == ()


CELLS = [
    ("no word", "区水利局，各镇", [("responsible", "区水利局，各镇")]),
    ("three roles", "区水利局牵头，区财政局、司法局按职责分工负责，各镇配合", [("lead", "区水利局"), ("responsible", "区财政局、司法局"), ("support", "各镇")]),
    ("label beside a lead", "牵头单位：区水利局；责任单位：区财政局", [("lead", "区水利局；"), ("support", "区财政局")]),
    ("labels parted by a blank", "主责单位：区水利局 协办单位：区财政局", [("lead", "区水利局；"), ("support", "区财政局")]),
    ("note behind a name", "区水利局（牵头）、区财政局、各镇", [("lead", "区水利局"), ("support", "区财政局"), ("support", "各镇")]),
    ("notes behind each", "区水利局(牵头),区财政局(配合)", [("lead", "区水利局"), ("support", "区财政局")]),
    ("together with", "由区水利局会同区财政局", [("responsible", "区水利局"), ("support", "区财政局")]),
    ("lead, together with", "区水利局牵头，会同区财政局", [("lead", "区水利局"), ("support", "区财政局")]),
    ("two words", "区财政局参加、支持", [("support", "区财政局")]),
    ("carries out beside a lead", "牵头单位：区水利局；实施单位：各镇", [("lead", "区水利局；"), ("responsible", "各镇")]),
    ("label beside who supports", "责任单位：区水利局；配合单位：各镇", [("lead", "区水利局；"), ("support", "各镇")]),
    ("word inside a name", "区粮食落实办、全国工商业联合会", [("responsible", "区粮食落实办、全国工商业联合会")]),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), [c[1:] for c in CELLS], ids=[c[0] for c in CELLS])
def test_roles_that_a_cell_states(cell: str, expected: list[tuple[str, str]]) -> None:
    assert list(stated_roles(cell, "responsible")) == expected


COLUMNS = [
    ("alone", ["责任单位"], ["responsible"]),
    ("beside a lead", ["牵头单位", "责任单位"], ["lead", "support"]),
    ("beside support", ["责任单位", "配合单位"], ["lead", "support"]),
    ("carries out beside a lead", ["牵头单位", "实施单位"], ["lead", "responsible"]),
    ("carries out beside support", ["落实主体", "配合单位"], ["responsible", "support"]),
]
_ROLE_OF_HEADER = {"牵头": "lead", "配合": "support"}


@pytest.mark.parametrize(("headers", "expected"), [c[1:] for c in COLUMNS], ids=[c[0] for c in COLUMNS])
def test_roles_of_columns(headers: list[str], expected: list[str]) -> None:
    columns = [Column(_ROLE_OF_HEADER.get(h[:2], "responsible"), Words(h)) for h in headers]
    beside = {column.role for column in columns}
    assert [org_role(column, beside) for column in columns] == expected


NAMES = [
    ("collective behind an unknown name", "某铁路局和沿线各县区政府", ["某铁路局", "沿线各县区政府"]),
    ("collective behind a committee", "市委和各区委", ["市委", "各区委"]),
    ("two collectives", "区县和市级有关部门", ["区县", "市级有关部门"]),
    ("two behind the last one", "区教委等区级有关部门和各镇人民政府", ["区教委等区级有关部门和各镇人民政府", "区级有关部门", "各镇人民政府"]),
    ("governments and what is added", "各区、县(市)政府及开发区管委会", ["各区、县(市)政府", "开发区管委会"]),
    ("old signs", "州委編辦及州直相關單位", ["州委編辦", "州直相關單位"]),
    ("rule behind a name", "区教委、区税务局（列第一位者为牵头单位，下同）", ["区教委", "区税务局"]),
    ("pointed brackets", "区教委，各县<市、区>人民政府", ["区教委", "各县<市、区>人民政府"]),
    ("tortoise brackets", "各市、县〔市、区〕人民政府", ["各市、县〔市、区〕人民政府"]),
    ("a trade behind the last one", "区发改委等行业监管部门", ["区发改委等行业监管部门", "行业监管部门"]),
    ("blanks", "东湖区文化馆 东湖区图书馆 各社会文艺团队", ["东湖区文化馆", "东湖区图书馆", "各社会文艺团队"]),
    ("one name", "自然资源和规划局、发展和改革委", ["自然资源和规划局", "发展和改革委"]),
    ("one collective", "各有关部门和单位，各级党委和政府", ["各有关部门和单位", "各级党委和政府"]),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), [n[1:] for n in NAMES], ids=[n[0] for n in NAMES])
def test_names_of_a_cell(cell: str, expected: list[str]) -> None:
    found = Resolver(jurisdiction("000000")).resolve_cell(cell, "responsible")
    assert [mention.name_raw for mention in found] == expected


RULES = [
    pytest.param("（甲局落实。列第一位者为牵头单位，下同）", [("first_is_lead", "")], id="first"),
    pytest.param("（排在第一位的单位为牵头部门，下同）", [("first_is_lead", "")], id="first-department"),
    pytest.param(
        "列第一位的责任部门为牵头单位或统稿单位。", [("first_is_lead", "")], id="first-or-collecting"
    ),
    pytest.param("以下均需各区政府落实，不再列出。", [("implied", "各区政府")], id="implied"),
    pytest.param(
        "以下各项工作均需各县、区人民政府(管委会)落实,不再列出。",
        [("implied", "各县、区人民政府(管委会)")],
        id="implied-with-bracket",
    ),
    pytest.param(
        "以下事项均需各乡镇政府、产业园管委落实，不再一一列出",
        [("implied", "各乡镇政府、产业园管委")],
        id="implied-two",
    ),
    pytest.param("（区教委，排名第一位为牵头单位，下同）", [("first_is_lead", "")], id="ranked-first"),
    pytest.param("（第一责任单位为牵头单位，下同）", [("first_is_lead", "")], id="first-unit"),
    pytest.param(
        "具体任务均涉及有关县(市)人民政府，不再做分工，下同。",
        [("implied", "有关县(市)人民政府")],
        id="concerns",
    ),
    pytest.param("排在首位的爲牽頭單位,下同", [("first_is_lead", "")], id="first-in-old-signs"),
    pytest.param("牵头单位列首位，下同", [("first_is_lead", "")], id="lead-stands-first"),
    pytest.param(
        "以下政策措施均需各乡镇人民政府、街道办事处落实，不再单独列出",
        [("implied", "各乡镇人民政府、街道办事处")],
        id="implied-not-one-by-one",
    ),
    pytest.param(
        "以下各项任务均需各市、县人民政府落实，不再重复",
        [("implied", "各市、县人民政府")],
        id="implied-not-again",
    ),
    pytest.param(
        "以下所有任务责任单位均包括各县区政府，不再列出", [("implied", "各县区政府")], id="includes"
    ),
    pytest.param(
        "各项任务均涉及各县（区）人民政府，以下不再列出",
        [("implied", "各县（区）人民政府")],
        id="concerns-from-here-on",
    ),
    pytest.param("各区政府均为责任单位，以下不再逐一列出", [("implied", "各区政府")], id="all-answer"),
    pytest.param("责任单位第一家为牵头单位", [("first_is_lead", "")], id="first-one"),
    pytest.param("各项任务列第一位为牵头单位", [("first_is_lead", "")], id="first-without-a-noun"),
    pytest.param("排第一位的部门（单位）为牵头部门", [("first_is_lead", "")], id="first-with-two-nouns"),
    pytest.param("注：标“★”的为牵头单位", [("marked_leads", "★")], id="marked"),
    pytest.param("带*号的单位为牵头单位，其余为配合单位", [("marked_leads", "*")], id="marked-with-another"),
    pytest.param("★为重点项目，由区发改委牵头。", [], id="mark-of-something-else"),
    pytest.param("第一家企业牵头成立联盟。", [], id="first-firm"),
    pytest.param("以下工作请认真落实。", [], id="none"),
    pytest.param("各镇街要切实抓好落实，不再另行通知。", [], id="no-more-notices"),
    pytest.param("第一书记要牵头抓好落实。", [], id="first-secretary"),
    pytest.param("位于第一位的是环境。", [], id="first-of-something-else"),
]


@pytest.mark.parametrize(("text", "expected"), RULES)
def test_standing_rules(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(r.kind, r.names) for r in standing_rules(["总则。", text])] == expected
    assert all(r.paragraph == 1 and text[r.start : r.end] for r in standing_rules(["总则。", text]))


@given(
    st.text(
        alphabet="（）()〔〕牵头责任单位：，。；、区教委财政局负责配合会同由等以下均需落实不再列出 \n2年月底",
        max_size=80,
    )
)
def test_offsets_are_true_and_phrases_do_not_run_into_each_other(text: str) -> None:
    found = find_responsibility(text)
    assert all(text[p.start : p.end] == p.names and p.names for p in found)
    assert all(p.phrase_start <= p.start and p.end <= p.phrase_end for p in found)
    standing_rules([text])


@pytest.mark.parametrize(
    "text",
    [
        "（" * 50_000 + "）" * 50_000,
        "（甲局负责" * 20_000,
        "责任单位：" * 20_000,
        "（甲、" * 30_000,
        "以下均需" * 25_000,
        "排在第一位" * 20_000,
        "牵头单位：区教委\n" * 8_000,
        "（责任单位：甲局）" * 8_000,
        "【责任单位】" * 15_000,
        "区教委牵头，区财政局配合、" * 7_000,
    ],
)
def test_long_inputs_take_linear_time(text: str) -> None:
    with completes():
        find_responsibility(text)
        standing_rules([text])


@pytest.mark.skipif("QINGDAN_CORPUS" not in os.environ, reason="QINGDAN_CORPUS names no folder")
def test_every_responsibility_bracket_of_real_documents_is_read_or_reported() -> None:
    folder = Path(os.environ["QINGDAN_CORPUS"]) / "gov-cn"
    bracket = re.compile(r"（[^（）]{2,300}(?:牵头|负责|按职责分工负责|按职责分工配合)）")
    seen = 0
    for path in sorted(folder.glob("*.html")):
        text = re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8", errors="replace"))
        spans = [(p.phrase_start, p.phrase_end) for p in find_responsibility(text)]
        for found in bracket.finditer(text):
            seen += 1
            assert any(a <= found.start() and found.end() <= b for a, b in spans), found.group()
    assert seen > 80


LINES = [
    ("carries out below a lead", "牵头单位：区发改委\n实施单位：各镇", [("lead", "区发改委"), ("responsible", "各镇")]),
    ("answers above a lead", "责任单位：区发改委\n牵头单位：区教委", [("lead", "区教委"), ("support", "区发改委")]),
    ("answers above support", "责任单位：区发改委\n配合单位：区教委", [("lead", "区发改委"), ("support", "区教委")]),
    ("carries out above support", "实施单位：区发改委\n配合单位：区教委", [("support", "区教委"), ("responsible", "区发改委")]),
    ("names go on", "责任单位：区发改委\n区教委、各镇", [("responsible", "区发改委"), ("responsible", "区教委"), ("responsible", "各镇")]),
    ("three lines", "牵头单位：区发改委\n责任单位：区教委\n实施单位：各镇", [("lead", "区发改委"), ("support", "区教委"), ("responsible", "各镇")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [x[1:] for x in LINES], ids=[x[0] for x in LINES])
def test_roles_of_lines_below_a_task(lines: str, expected: list[tuple[str, str]]) -> None:
    head = "东湖区2021年重点工作分工方案\n\n一、主要任务\n"
    tasks = "".join(f"{n}.推进第{n}类重点工作，完善工作机制，提升服务水平。\n{lines}\n" for n in (1, 2))
    found = extract_document("plan.txt", (head + tasks).encode()).responsibilities
    for number in (1, 2):
        named = [(r.role, r.name_raw) for r in found if r.subject_id.endswith(f"-{number}")]
        assert named == expected


def test_marked_bodies_lead_where_the_plan_says_so() -> None:
    head = "东湖区2021年重点工作分工方案\n\n注：标★的为牵头单位。\n\n一、主要任务\n"
    names = ("★区水利局、财政局、各镇", "区财政局、★住建局", "区财政局、区住建局")
    tasks = "".join(f"{n}.推进第{n}类重点工作，完善机制。\n责任单位：{x}\n" for n, x in enumerate(names, 1))
    found = extract_document("plan.txt", (head + tasks).encode()).responsibilities
    named = [[(r.role, r.name) for r in found if r.subject_id.endswith(f"-{n}")] for n in (1, 2, 3)]
    assert named == [
        [("lead", "区水利局"), ("support", "区财政局"), ("support", "各镇")],
        [("support", "区财政局"), ("lead", "区住房城乡建设局")],
        [("responsible", "区财政局"), ("responsible", "区住房城乡建设局")],
    ]


CELL_LINES = [
    pytest.param("县卫健委<br>各相关乡镇政府", ["县卫健委", "各相关乡镇政府"], id="collective-below"),
    pytest.param("<p>县发改委</p><p>县教体局</p>", ["县发改委", "县教体局"], id="paragraphs"),
    pytest.param("县发改委<br>县卫健<br>委", ["县发改委", "县卫健委"], id="broken-name-below"),
    pytest.param("县卫健<br>委", ["县卫健委"], id="broken-name"),
    pytest.param("县规划和<br>自然资源局", ["县规划和自然资源局"], id="broken-behind-and"),
    pytest.param("县水利局、<br>县财政局", ["县水利局", "县财政局"], id="mark-at-the-line-end"),
    pytest.param("县人民政府<br>办公室", ["县人民政府办公室"], id="part-of-a-body-below"),
]


@pytest.mark.parametrize(("cell", "names"), CELL_LINES)
def test_bodies_on_lines_of_a_cell(cell: str, names: list[str]) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>建设学校{n}所</td><td>{cell}</td></tr>" for n in (1, 2))
    page = f"<h1>东湖县2021年民生实事任务分解表</h1><table><tr><th>序号</th><th>工作任务</th><th>责任单位</th></tr>{rows}</table>"
    found = extract_document("plan.html", page.encode()).responsibilities
    assert [r.name_raw for r in found if r.subject_id.endswith("-1")] == names


def test_a_heading_says_who_leads_the_items_under_it() -> None:
    text = """东湖区2021年重点工作分工方案

一、主要任务
（一）区编办牵头的工作
1.深化行政管理体制改革。
2.推进乡镇机构改革。
协同单位：区财政局。
（二）区水利局负责的任务
1.完成河道清淤10公里。
2.完成护岸5公里。
"""
    extraction = extract_document("plan.txt", text.encode())
    texts = {task.task_id: task.text for task in extraction.tasks}
    named = [(texts[r.subject_id][:4], r.role, r.name_raw) for r in extraction.responsibilities]
    assert named == [
        ("深化行政", "lead", "区编办"),
        ("推进乡镇", "lead", "区编办"),
        ("推进乡镇", "support", "区财政局"),
        ("完成河道", "responsible", "区水利局"),
        ("完成护岸", "responsible", "区水利局"),
    ]


def test_tables_know_the_words_that_text_has_for_who_carries_the_work_out() -> None:
    """The stages may not import each other: each stem of the text's table keeps its column responsible."""
    rows = read_columns("qingdan.parsers", "role_words.csv", "slot", "word")
    stems = [word for slot, word in rows if slot == "executor" and "實" not in word]
    assert len(stems) > 3
    for stem in stems:
        column = Column("responsible", Words(f"{stem}单位"))
        assert org_role(column, ("lead", "responsible")) == "responsible", stem
