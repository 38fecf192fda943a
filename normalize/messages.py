"""Messages of this stage: code -> (中文, English)."""

MESSAGES: dict[str, tuple[str, str]] = {
    # lost characters
    "lost_characters": (
        "复制中丢失字符：{raw}，按 {repaired} 读取",
        "characters lost in copying: {raw} is read as {repaired}",
    ),
    "lost_unproven": (
        "疑似丢失字符，无法确定：{raw}",
        "characters seem lost, the reading cannot be proved: {raw}",
    ),
    "document_lossy": (
        "这份文本在复制中丢失了单个字符（迹象：{signs}）；单独成段的符号（≥、≤、—、到）可能也已丢失，数值请与原件核对",
        "single characters were lost in copying this text (signs: {signs}); signs that stood alone (≥, ≤, —, 到) may be gone"
        " as well, compare values with the original",
    ),
    # quantities and values
    "value_unparsed": ("数值未能解析：{raw}", "value not parsed: {raw}"),
    "value_cumulative": (
        "〔〕内是规划期累计值：{raw}",
        "cumulative over the period of the plan, not of the year: {raw}",
    ),
    "decimal_mark": ("小数点写作句号：{raw}", "a full stop stands for the decimal point: {raw}"),
    "impossible_unit": ("计量单位有误：{raw}", "impossible unit: {raw}"),
    "unit_differs": ("单位与表头不一致：{raw}", "the unit differs from the header: {raw}"),
    "measure_unit": (
        "{name} 的单位 {raw} 与通常单位 {usual} 不是一类",
        "{name} in {raw}: another kind of unit than the usual {usual}",
    ),
    "number_unexplained": (
        "未说明的数字：{raw}",
        "number that is no target, date, identifier or count: {raw}",
    ),
    "deadline_ambiguous": ("时限含义不明：{raw}", "ambiguous deadline: {raw}"),
    # records
    "unit_unknown": ("不认识的计量单位：{raw}", "unknown unit: {raw}"),
    "text_missing": ("任务 {no} 没有内容", "task {no} has no text"),
    "deadline_several": (
        "一项任务有多个时限（{raw}），完成时限取：{value}",
        "several deadlines in one task ({raw}), taken: {value}",
    ),
    "deadline_unread": ("完成时限未能解析：{raw}", "deadline not parsed: {raw}"),
    "period_unread": ("建设年限未能解析：{raw}", "period not parsed: {raw}"),
    "investment_unread": ("投资额未能解析：{raw}", "investment not parsed: {raw}"),
    "investment_unit_unknown": ("投资额没有单位：{raw}", "investment without a unit: {raw}"),
    # organisations and places
    "organization_unknown": (
        "单位名称未收录：{raw}（相近：{candidates}）",
        "organisation not in the vocabulary: {raw} (near: {candidates})",
    ),
    "organization_ambiguous": (
        "单位可指多个机构：{raw}（{candidates}）",
        "the name fits several bodies: {raw} ({candidates})",
    ),
    "organization_prefix_inherited": (
        "{raw} 无区划前缀，随前一单位读作 {name}",
        "{raw} has no place of its own, read as {name} after the item before it",
    ),
    "organization_former_name": (
        "{raw} 为机构改革前的名称，读作 {name}",
        "{raw} is a name from before a reform, read as {name}",
    ),
    "jurisdiction_unlisted": (
        "行政区划代码表中没有“{raw}”，代码留空",
        "no code list has the place {raw}; its code is left empty",
    ),
    "jurisdiction_unknown": ("无法判定文件所属行政区划", "the place this document speaks for is not known"),
    "jurisdiction_conflict": (
        "区划不一致：{stated}，采用 {chosen}",
        "places disagree: {stated}; {chosen} is used",
    ),
    "jurisdiction_former_place": (
        "{name} 最后见于 {last} 年区划代码，现为 {now}",
        "{name} is last in the code table of {last}, it is {now} now",
    ),
    "jurisdiction_by_sign": (
        "行政区划仅据发文字号代字：{sign} 读作 {name}",
        "the place is known by the sign of the document number alone: {sign} is read as {name}",
    ),
    "credit_code_invalid": (
        "统一社会信用代码校验位不符：{code}",
        "check digit of the unified social credit code fails: {code}",
    ),
    # `qingdan names`
    "why_collective": ("集合单位，不展开", "names no single body"),
    "why_inherited": (
        "无区划前缀，随前一单位：{place}",
        "no place of its own, that of the item before it: {place}",
    ),
    "why_prefix": ("前缀 {prefix} = {place}", "prefix {prefix} = {place}"),
    "why_own_place": (
        "无区划前缀，按文件所属：{place}",
        "no place of its own, that of the document: {place}",
    ),
    "why_unknown": ("词表未收录，保留原名", "no row of the vocabulary knows it; kept as it stands"),
    "why_function": ("职能 {function}（{zh}）", "function {function} ({en})"),
    "why_ending": ("仅按词尾识别：{function}（{zh}）", "known by its ending alone: {function} ({en})"),
    "why_former": (
        "机构改革前的名称，职责归 {successor}",
        "name from before a reform; its duties are with {successor}",
    ),
    "why_renamed": ("机构改革前的名称", "name from before a reform"),
    "why_open": ("等：其后还有未列出的单位（{tail}）", "等: more that are not listed ({tail})"),
}
