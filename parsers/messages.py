"""Messages of this stage: code -> (中文, English)."""

MESSAGES: dict[str, tuple[str, str]] = {
    # metadata
    "title_differs": (
        "正文标题与页面所载标题不一致：“{title}”与“{stated}”",
        "the title in the text and the title stated by the page differ: {title!r} and {stated!r}",
    ),
    "issuer_differs": (
        "标题中的发文机关与署名不一致：“{title}”与“{signature}”",
        "the issuer in the title and the signature differ: {title!r} and {signature!r}",
    ),
    "doc_number_repaired": (
        "发文字号有缺字，已按其他出处补全",
        "document number with lost characters, completed",
    ),
    "doc_number_differs": (
        "发文字号前后不一致：{first}与{second}",
        "two document numbers: {first} and {second}",
    ),
    "doc_number_unread": ("发文字号无法识别", "document number not understood"),
    "index_number_differs": ("索引号前后不一致", "two different index numbers"),
    "written_date_differs": (
        "署名日期与所载成文日期不一致：{signature}与{box}",
        "signature date and stated date differ: {signature} and {box}",
    ),
    "written_date_repaired": ("成文日期有缺字，已补全", "date with lost characters, completed"),
    "written_date_unclear": (
        "成文日期有缺字，可有多种读法：{readings}",
        "date with lost characters, several readings: {readings}",
    ),
    "number_year_differs": (
        "发文字号年份与成文日期不一致：{number}，{date}",
        "year of the document number and date differ: {number}, {date}",
    ),
    # outline
    "marker_incomplete": (
        "序号缺字：“{marker}”按上文读作“{read}”",
        "marker with a lost character: {marker!r} read as {read!r}",
    ),
    "narrow_margin": (
        "这一行的拆分不够确定（与次优方案只差 {margin}），请核对",
        "the split into cells is uncertain here (the second-best reading is only {margin} dearer); please check",
    ),
    "table_turned": (
        "表格不是一行一条（{shape}），已转换，请核对",
        "the table is not drawn one record a row ({shape}); it was turned, please check",
    ),
    "column_missing": (
        "续表没有画出“{column}”列，按序号对齐",
        "the continued part has no column {column}; aligned by its numbers",
    ),
    "cell_misfit": (
        "“{column}”列的内容不像该列应有的内容，请核对",
        "this does not look like what the column {column} holds; please check",
    ),
    # task lists in running text
    "responsibility_unread": ("责任分工括注无法识别", "responsibility bracket not understood"),
}
