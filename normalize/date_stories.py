"""What only happened on a day or in a month, no period that is set: 10月17日,我县召开会议, 2016年2月,国务院批复《…》."""

from __future__ import annotations

from ..text import lazy
from .date_frame import STOPS, holds_word, time_words, word_at, words_until
from .date_points import Point

_PAST = lazy(
    r"[^,。;:]{0,50}(?:反馈|开展|进行|召开|举行|组织|听取|作出|提出|考察|调研|督察|检查|慰问|看望|作|做)了"
)  # 督察组向省政府反馈了报告

_SITTING = lazy(
    r"会议?(?:听取|审议|通过)|向[^,。;:]{1,16}(?:报告|汇报|反馈)了"
)  # 2014年4月,常委会会议审议并通过决定

_TOLD = lazy(r"(?:向[^,。;:]{1,20})?(?:正式)?(?:进行)?反馈")  # 督察组于2018年10月19日向省政府进行反馈


def _is_past(said: str) -> bool:
    """2021年12月13日,督察组反馈了报告: what happened on a day, no period that is set."""
    return _TOLD.match(said) is not None or ("了" in said and _PAST.match(said) is not None)


def is_day_of_story(copy: str, at: int, point: Point) -> bool:
    """10月17日,我县召开…, 9月22日,…活动举行: a day with a comma opens a story, if nothing is set or finished on it."""
    if point.day is None or point.first != point.last:
        return False
    stop = at
    for part in ("上午", "下午", "中午", "晚上", "凌晨", "深夜", "清晨", "傍晚", "夜间", "晚", "当天"):
        if copy.startswith(part, at):
            stop = at + len(part)
            break
    if copy[stop : stop + 1] != "," or word_at(copy, stop + 1, "goals"):
        return False
    told = words_until(copy, stop + 1, STOPS, 48)
    return not any(word in told for word in time_words()["set_days"]) or any(
        word in told for word in time_words()["stories"]
    )


_SPIRIT = lazy(
    r"(?:学习|贯彻|落实|践行)[^,。;:]{0,30}?(?:[和、]?(?:重要)?(?:讲话|指示|批示))+|(?:重要|讲话|指示|批示|和|、)+精神",
    holds=("学习", "贯彻", "落实", "践行", "精神"),
)  # 2018年,某区认真落实重要讲话精神

_ISSUED = lazy(
    r"(?:发表|发布|印发|出台|颁布|公布|批复|修订)了?[^,。;:《]{1,14}《", holds=("《",)
)  # 2012年某学会发表水运白皮书《…》


_RELEASED = lazy(
    r"[^,将拟]{1,24}?(?:局|委|厅|办|政府|部|会|中心|院)(?:\([^()]{1,20}\))?(?:正式|联合|今天|对外)?发布",
    holds=("发布",),
)  # 10月26日,市招商局发布“赛马榜”


_SAID_AT = lazy(r"[会议]上(?:传出|透露|宣布|获悉|通报|提出|强调|指出|了解)", holds=("会上", "议上"))


def is_event(before: str, after: str, point: Point, *, timed: bool) -> bool:
    """A day or month of history, or the date of a document: 2024年7月29日,省政府印发《…》, a line that is a date."""
    said = after.lstrip(" ,)上下中午早晚间")
    charge, _, charged = said.partition(",")
    if point.month is not None and after.lstrip(" )").startswith(",《"):
        return True  # 去年9月,《东湖省城市更新条例》审议通过
    if (
        point.month is not None
        and after.lstrip(" )").startswith(",")
        and charge.endswith(("后", "之后", "以后"))
    ):
        return True  # 7月,自治区下达任务3公里后,我市高度重视
    if charge.startswith("受") and charge.endswith("委托"):  # 12月25日,受国务院委托,…作了报告
        after = said = charged
    if len(point.last) < 10:
        clause = said.partition(",")[0]
        told = ("会" in clause or "了" in clause) and _SITTING.search(clause)
        if (
            clause.endswith(("会召开", "会议召开", "会举行", "会上")) or "会上发布" in clause
        ) or _SAID_AT.search(clause):  # 2019年1-10月项目调度会上, 进度通报会上传出消息
            return True
        issued = point.stated and (bool(told) or holds_word(clause, "issued") or bool(_ISSUED.search(clause)))
        return issued or (holds_word(said, "speeches") and holds_word(_SPIRIT.sub("", said), "speeches"))
    stamp = (
        not before
        or (before.endswith(("日期:", "--")) and not before.endswith(time_words()["due_dates"]))
        or (point.stated and before.endswith("("))
    )
    if not timed and not after.strip(" )]〕") and stamp and point.first == point.last:
        return True
    if before.endswith(time_words()["day_planned"]):  # 拟于7月25日至27日举行会议
        return False
    clause = said.partition(",")[0].rstrip(" )]〕")
    if any(word in clause for word in time_words()["ceremonies"]):
        return False
    if (
        point.day is not None
        and point.first == point.last
        and len(clause) < 20
        and clause.endswith(time_words()["once_it_was"])
    ):
        return True
    if "发布" in clause and _RELEASED.match(clause):
        return True
    if point.day is None and "会" in clause and _SITTING.search(clause):
        return True
    tenth = point.day is None and point.month is not None  # 9月下旬召开现场推进会
    if (
        (holds_word(clause, "events") and not tenth)
        or clause.endswith("现场")
        or (point.first == point.last and _is_past(after.lstrip(" ,)上下中午早晚间")))
    ):
        return True
    issued = next((said.index(word) for word in time_words()["publications"] if word in clause), None)
    if issued is None or (clause not in time_words()["gained"] and clause.startswith(time_words()["gained"])):
        return False  # 获得省发改委批复; 于10月29日通过 is one
    ends = (*time_words()["publications"], *time_words()["documents"])
    return clause.endswith(ends) or holds_word(
        said[issued:], "occasions"
    )  # 公布招生细则; 公布录取结果 is none
