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
    "explain_header": (
        "表头第 {first}–{last} 行，种类 {kind}：{columns}",
        "header in rows {first}–{last}, kind {kind}: {columns}",
    ),
    "explain_no_header": (
        "{rows} 行 × {columns} 列，没有认识的表头",
        "{rows} rows × {columns} columns, no known header",
    ),
    "explain_flattened": (
        "逐行排列的表，种类 {kind}：{columns}；{rows} 行，代价 {cost}，与次优方案相差 {margin}",
        "one cell a line, kind {kind}: {columns}; {rows} rows, cost {cost}, second-best reading {margin} dearer",
    ),
    "explain_borders": (
        "分页留下的 {count} 行（页码、续表、重复的标题）不属于任何一行：{lines}",
        "{count} lines left by page borders (page numbers, 续表, the title again) are in no row: {lines}",
    ),
    "join_numbers": ("续表：序号相接 {end} → {first}", "joined: numbering goes on {end} → {first}"),
    "join_header": ("续表：表头相同，中间没有新标题", "joined: same header, no caption between"),
    "join_columns": (
        "续表：列数相同，没有表头，中间没有文字",
        "joined: same columns, no header, nothing between",
    ),
    "join_total": ("续表：断开的合计行", "joined: total row cut off from its table"),
    "join_section": ("续表：中间的“{text}”是表内分节", "joined: {text!r} between is a section of the table"),
    "join_missing_column": (
        "续表：没有重画“{column}”列，序号接 {end}",
        "joined: column {column} not drawn again, numbering goes on after {end}",
    ),
    "tables_none": ("没有找到表格", "no tables found"),
    "tables_head": ("种类 {kind}，来自 {origin}，{rows} 行", "kind {kind}, from {origin}, {rows} rows"),
    "tables_fragment": ("片段 {number}（{place}），{rows} 行", "fragment {number} ({place}), {rows} rows"),
    "tables_omitted": ("其余 {count} 行未显示", "{count} more rows not shown"),
    "tables_written": ("已写入 {path}", "wrote {path}"),
    "row_without_number": (
        "有序号的表里这一行没有序号，可能是上一行的一部分，请核对",
        "a row without a number in a numbered table: perhaps a part of the row above; please check",
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
    "total_left": (
        "表后的合计行没有归入表格，请核对",
        "a total line behind the table is in none of its rows; please check",
    ),
    "figure_left": (
        "表后紧接着的数字没有归入表格，请核对",
        "a figure directly behind the table is in none of its rows; please check",
    ),
    "rows_left": (
        "表后还有接着编号的行没有归入表格，请核对",
        "behind the table the numbering goes on, in none of its rows; please check",
    ),
    "page_number_unsure": (
        "表中这一行读作页码，没有归入任何一行，请核对",
        "this line within the table was taken for a page number; please check",
    ),
    "section_unsure": (
        "这一行没有序号，读作表内分节标题，请核对",
        "a line without a marker was taken for a section heading of the table; please check",
    ),
    "total_unplaced": (
        "合计字样被读作普通行的一格，请核对",
        "a total word was read as a cell of an ordinary row; please check",
    ),
    "header_unsure": (
        "表头可能分两行（上下两层），列的次序不够确定，请核对",
        "the header may be one of two rows; the order of the columns is uncertain, please check",
    ),
    "header_of_two_rows": (
        "表头按上下两层读",
        "read as a header of two rows",
    ),
    "header_unread": (
        "几个表头字样连在一起，但没有读成一张表，请核对",
        "several headings in a row that could not be read as a table; please check",
    ),
    "header_without_rows": (
        "有表头而没有读出任何一行，请核对",
        "headings of a table, and no row under them; please check",
    ),
    "cell_left": (
        "这一格没有归入任何记录，请核对",
        "this cell is in no record; please check",
    ),
    # task lists in running text
    "responsibility_unread": ("责任分工括注无法识别", "responsibility bracket not understood"),
    "section_amount": (
        "分组行“{section}”自带合计 {amount}，未作为项目",
        "the section row {section} states a sum of its own, {amount}; it is no project",
    ),
}
