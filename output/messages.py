"""Messages of this stage: code -> (中文, English)."""

MESSAGES: dict[str, tuple[str, str]] = {
    # The package cannot be written (OutputError)
    "out_not_ours": (
        "此文件夹不是本工具写出的数据包（有 {entry}），不会覆盖；请另选一个新文件夹或空文件夹",
        "not a package written by this tool (it holds {entry}), so it is not replaced; choose a new or an empty folder",
    ),
    "out_has_others": (
        "此数据包文件夹里有不是本工具写出的文件（{entry}），覆盖会丢失它；请先移走，或另选文件夹",
        "this package folder also holds {entry}, which this tool did not write and would be lost; move it away or choose another folder",
    ),
    "out_is_file": (
        "这是一个文件，不是文件夹；请给出一个文件夹名",
        "is a file, not a folder; give the name of a folder",
    ),
    "out_is_cwd": (
        "这是当前所在的文件夹（或其上级），不能整体替换；请改用其中的子文件夹",
        "is the current folder or one above it, which cannot be replaced whole; use a folder inside it",
    ),
    "out_is_mount": (
        "这是一个挂载点，不能整体替换；请改用其中的子文件夹",
        "is a mount point, which cannot be replaced whole; use a folder inside it",
    ),
    "out_unwritable": (
        "无法写入：{reason}；请检查权限和磁盘空间，或另选文件夹",
        "cannot be written: {reason}; check permissions and disk space, or choose another folder",
    ),
    "out_beside": (
        "新数据包先写在它旁边再整体替换，但上级文件夹 {parent} 不能写入（{reason}）；请检查权限，或另选文件夹",
        "the new package is made beside the old one, but the folder above, {parent}, cannot be written ({reason}); check permissions or choose another folder",
    ),
    "format_unknown": (
        "没有 {format} 这种格式；可用的格式：{known}",
        "there is no format {format}; the formats are {known}",
    ),
    "extra_missing": (
        '{format} 格式需要 {library}；请先运行 pip install "qingdan[{extra}]"',
        'the format {format} needs {library}; run pip install "qingdan[{extra}]" first',
    ),
    # A package cannot be read (qingdan show)
    "package_missing": (
        "这里没有数据包（缺少 datapackage.json）；请给出 qingdan extract --out 写出的文件夹",
        "no package here (datapackage.json is missing); give the folder that qingdan extract --out wrote",
    ),
    "package_broken": (
        "数据包读不出来（{reason}）；请重新运行 qingdan extract",
        "the package cannot be read ({reason}); run qingdan extract again",
    ),
    "record_unknown": (
        "没有编号为 {record_id} 的记录；请用 tasks.csv 等表第一列的编号",
        "there is no record {record_id}; use an id from the first column of a table such as tasks.csv",
    ),
    "record_unknown_near": (
        "没有编号为 {record_id} 的记录；相近的编号：{ids}",
        "there is no record {record_id}; the nearest ids are {ids}",
    ),
    "show_about": ("所属记录", "belongs to"),
    "show_words": ("原文", "in the source"),
    "show_no_words": ("（数据包里没有这条记录的上下文）", "(the package holds no words around this record)"),
    "show_more": ("……另有 {count} 行", "… and {count} more"),
    # Findings
    "duplicate_document": (
        "来源 {source} 与 {first} 是同一份文件（编号 {document_id}），内容相同，只写出先读到的一份",
        "{source} is the same document as {first} ({document_id}) with the same records; the first one read is written",
    ),
    "duplicate_document_differs": (
        "来源 {source} 与 {first} 编号相同（{document_id}），但内容不同：{tables}；只写出先读到的一份，请核对",
        "{source} has the same id as {first} ({document_id}) but other records: {tables}; the first one read is written, compare them",
    ),
    "duplicate_key": (
        "表 {table} 中编号 {key} 出现了 {count} 次",
        "the key {key} stands {count} times in table {table}",
    ),
    "dangling_reference": (
        "表 {table} 的 {column} 列指向不存在的 {target} 记录：{value}",
        "column {column} of table {table} points to a record that {target} does not have: {value}",
    ),
    "lone_surrogate": (
        "字段里有不成对的代理码，UTF-8 写不出来，已换成 U+FFFD",
        "the field holds a lone surrogate, which UTF-8 cannot carry; U+FFFD stands in its place",
    ),
    # Terminal summary
    "summary_documents": ("文件 {count} 份", "{count} documents"),
    "summary_lists": ("清单 {count} 个", "{count} lists"),
    "summary_no_lists": ("没有找到清单", "no lists found"),
    "summary_checks": ("核对：相符 {passed}，不符 {failed}", "checks: {passed} passed, {failed} failed"),
    "summary_findings": (
        "问题：错误 {error}，警告 {warning}，提示 {info}",
        "findings: {error} errors, {warning} warnings, {info} notes",
    ),
    "summary_unread": ("读不出来的来源 {count} 个：", "{count} sources could not be read:"),
    "summary_coverage": (
        "覆盖：{claimed} / {characters} 字（{rate}）",
        "coverage: {claimed} of {characters} characters ({rate})",
    ),
}
