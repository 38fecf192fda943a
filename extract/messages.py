"""Messages of this stage: code -> (中文, English)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "empty_source": (
        "文件是空的，请检查下载是否完整",
        "the file is empty; check whether the download is complete",
    ),
    "binary_source": (
        "内容是二进制数据，不是 {expected}；请检查文件是否损坏或后缀是否写错",
        "the content is binary data, not {expected}; check whether the file is damaged or wrongly named",
    ),
    "wrong_suffix": (
        "后缀是 {expected}，内容却不是；文件可能损坏或下载到了错误页面",
        "named {expected} but the content is not; the file may be damaged or an error page was saved",
    ),
    "container_source": (
        "是压缩包，需先展开",
        "is an archive and has to be expanded first",
    ),
    "nested_too_deep": (
        "压缩包嵌套超过 {limit} 层，请先解压",
        "archives nested more than {limit} deep; unpack it first",
    ),
    # PDF, OFD and pictures
    "pdf_password": (
        "PDF 已加密，需要密码；请先解除密码再处理",
        "the PDF is encrypted and asks for a password; remove the password first",
    ),
    "pdf_damaged": (
        "PDF 已损坏，无法打开；请重新下载",
        "the PDF is damaged and cannot be opened; download it again",
    ),
    "pdf_no_pages": ("PDF 没有页面；请重新下载", "the PDF has no pages; download it again"),
    "pdf_too_many_pages": (
        "PDF 有 {pages} 页，超过上限 {limit} 页；请拆分后处理",
        "the PDF has {pages} pages, more than the limit of {limit}; split it first",
    ),
    "pdf_truncated": (
        "PDF 缺少结尾标记，可能下载不完整，后面的内容可能缺失",
        "the PDF has no end mark; it may be cut off and text at its end may be missing",
    ),
    "pdf_page_unreadable": (
        "此页无法读取，内容未计入结果：{reason}",
        "this page cannot be read and is missing from the result: {reason}",
    ),
    "pdf_second_way": (
        "此页改用备用方法读取：{reason}",
        "this page was read the second way: {reason}",
    ),
    "pdf_hidden_text": (
        "此页有 {count} 个看不见的字符，未计入正文",
        "{count} invisible characters on this page are left out",
    ),
    "pdf_hidden_layer": (
        "此页是扫描件，文字取自文件自带的识别层，可能有误；安装 qingdan[ocr] 后可重新识别",
        "this page is a scan; its text is the file's own recognition layer and may be wrong; "
        "install qingdan[ocr] to recognise it again",
    ),
    "pdf_inferred_grid": (
        "此表没有（完整的）表格线，行列由文字位置推断",
        "this table has no (or too few) rules; its rows and columns follow from the positions of the words",
    ),
    "pdf_doubtful_grid": (
        "此表没有（完整的）表格线，部分单元格的行归属不确定，请核对",
        "this table has no (or too few) rules and some cells stand between its rows; please look",
    ),
    "ocr_missing": (
        '是扫描件或图片，需要文字识别；请先安装：pip install "qingdan[ocr]"',
        'is a scan or picture and needs character recognition; install it: pip install "qingdan[ocr]"',
    ),
    "ocr_page_missing": (
        '此页是扫描件，没有安装文字识别，内容未计入结果；请先安装：pip install "qingdan[ocr]"',
        'this page is a scan and is missing from the result; install recognition: pip install "qingdan[ocr]"',
    ),
    "ofd_damaged": (
        "OFD 文件损坏或不合标准（{reason}）；请重新下载，或用阅读器另存为 PDF",
        "the OFD file is damaged or not to the standard ({reason}); download it again or save it as PDF",
    ),
    "ofd_page_is_picture": (
        "此页只有图片，文字未读取；请用阅读器另存为 PDF 后处理",
        "this page is a picture and was not read; save the file as PDF with a viewer",
    ),
    "ocr_no_text": (
        "图片里没有识别出文字；请检查图片是否清晰、是否为文件页面",
        "no text was recognised in the picture; check whether it is sharp and shows a document",
    ),
    "ocr_unread_ink": (
        "此处有墨迹未能识别，请对照原图核对",
        "ink that could not be recognised; compare with the picture",
    ),
    "ocr_bad_image": (
        "图片无法打开（{reason}）；请重新下载或另存为 PNG、JPEG",
        "the picture cannot be opened ({reason}); download it again or save it as PNG or JPEG",
    ),
    "ocr_low_confidence": (
        "文字识别把握不大（{confidence:.2f}），请对照原图核对",
        "recognised with low confidence ({confidence:.2f}); compare with the picture",
    ),
    "pdf_unmapped": (
        "此页有 {count} 个字形没有对应字符，以 \ufffd 代替",
        "{count} glyphs on this page have no character; they stand as \ufffd",
    ),
    "undecodable": (
        "按 {encoding} 解码后大部分汉字丢失（{replaced} 处）；请换一份原始文件",
        "most characters are lost when decoded as {encoding} ({replaced} places); get another copy of the source",
    ),
    "replaced_characters": (
        "有 {count} 个字符在发布或转码时丢失（显示为 \ufffd）",
        "{count} characters were lost in publishing or conversion (shown as \ufffd)",
    ),
    "truncated_html": (
        "网页不完整（在中途断开）；请重新保存整个网页",
        "the page breaks off half-way; save the whole page again",
    ),
    "open_ended_html": (
        "网页没有结束标签（</html>、</body>）；请确认保存完整",
        "the page has no closing tags (</html>, </body>); check that it was saved whole",
    ),
    "image_in_cell": (
        "表格单元格里只有图片，没有文字，请人工核对：{image}",
        "a table cell holds only an image and no text, please look: {image}",
    ),
    "span_clipped": (
        "合并单元格超出表格或互相重叠，已按表格大小截断",
        "a merged cell reaches beyond the table or over another cell; it was cut to fit",
    ),
    "hidden_content": (
        "正文里有被网页隐藏的内容（{count} 字），未作为正文；请核对",
        "the page hides {count} characters inside its text; they were not taken as text, please look",
    ),
    "html_repaired": (
        "网页里有 {count} 个单元格不在任何表格内，已补上表格",
        "{count} cells of the page stood outside of any table; a table was put around them",
    ),
    "nesting_flattened": (
        "网页标签嵌套超过 {limit} 层，多余的层已去掉，文字不变",
        "markup nested deeper than {limit} levels was flattened; the text is unchanged",
    ),
    "no_visible_text": (
        "网页里没有可见文字；可能是由脚本生成的页面，请用浏览器打开后另存",
        "the page has no visible text; it may be built by a script, open it in a browser and save it",
    ),
    "error_page": (
        "这是出错页面而不是文件（“{words}”）；请检查地址或重新下载",
        "this is an error page, not a document ({words}); check the address or download it again",
    ),
    "antibot_page": (
        "这是网站的防爬验证页面而不是文件（{words}）；请用浏览器打开后另存",
        "this is a site's anti-robot page, not a document ({words}); open it in a browser and save it",
    ),
    "no_html_part": (
        "网页归档（mht）里没有网页正文；请重新保存",
        "the saved page (mht) holds no text/html part; save the page again",
    ),
    # Office files and zips
    "encrypted_source": (
        "文件已加密，请先用密码打开并另存为未加密的文件",
        "the file is encrypted; open it with its password and save it without one",
    ),
    "zip_damaged": (
        "压缩结构损坏或不完整（{reason}），请重新下载",
        "the zip structure is damaged or incomplete ({reason}); download it again",
    ),
    "zip_member_damaged": (
        "其中的 {member} 已损坏（{reason}），请重新下载",
        "its member {member} is damaged ({reason}); download it again",
    ),
    "zip_method": (
        "使用了不支持的压缩方法 {method}，请用普通 zip 重新压缩",
        "uses compression method {method}, which is not supported; pack it again as a plain zip",
    ),
    "zip_bomb": (
        "解压后有 {size} MB（压缩后仅 {packed} kB），疑似压缩炸弹，已拒绝",
        "would unpack to {size} MB (from {packed} kB), which looks like a zip bomb; refused",
    ),
    "zip_too_many_files": (
        "压缩包内有 {count} 个文件，超过上限 {limit}",
        "holds {count} files, more than the limit of {limit}",
    ),
    "zip_unsafe_path": (
        "条目路径指向压缩包之外，已跳过",
        "the entry's path points outside the archive; skipped",
    ),
    "zip_symlink": ("条目是符号链接，已跳过", "the entry is a symbolic link; skipped"),
    "zip_file_too_large": (
        "条目解压后有 {size} MB，超过上限 {limit} MB",
        "the entry would unpack to {size} MB, more than the limit of {limit} MB",
    ),
    "zip_empty": ("压缩包里没有文件", "the archive holds no files"),
    "xml_entities": (
        "部件 {part} 含有 DTD 或实体声明，Office 文件不应有，已拒绝",
        "its part {part} declares a DTD or entities, which no Office file does; refused",
    ),
    "docx_no_document": (
        "不是 Word 文档：缺少正文 word/document.xml",
        "is no Word document: word/document.xml is missing",
    ),
    "docx_damaged": (
        "Word 文档损坏（{reason}），请用 Word 打开并修复后另存",
        "the Word document is damaged ({reason}); open it in Word, repair and save it",
    ),
    "docx_deleted_text": (
        "有 {count} 处修订删除的文字未计入（按接受修订后的文本读取）",
        "{count} tracked deletions were left out (the text is read as accepted)",
    ),
    "docx_comments": ("有 {count} 条批注未计入正文", "{count} comments were left out of the text"),
    "docx_pictures": (
        "有 {count} 个图片或对象，其中的文字未读取",
        "{count} pictures or objects; words inside them were not read",
    ),
    "docx_embedded_chunks": (
        "有 {count} 处嵌入的外部内容（altChunk）未读取，请用 Word 另存一次",
        "{count} embedded chunks (altChunk) were not read; save the file once in Word",
    ),
    "docx_covered_text": (
        "合并单元格下隐藏的文字未计入：{raw}",
        "text hidden under a merged cell was left out: {raw}",
    ),
    "docx_unknown_symbol": (
        "符号字体中的字符无法识别：{raw}",
        "a character of a symbol font is not known: {raw}",
    ),
    "docx_unknown_field": ("域的内容无法还原：{raw}", "the text of a field cannot be rebuilt: {raw}"),
    "docx_number_format": (
        "自动编号格式 {raw} 未知，按阿拉伯数字还原",
        "list number format {raw} is not known; shown in digits",
    ),
    "docx_annotation": ("注音未计入正文：{raw}", "a phonetic guide was left out of the text: {raw}"),
    "sheet_damaged": (
        "电子表格损坏（{reason}），请用 Excel 或 WPS 打开后另存",
        "the spreadsheet is damaged ({reason}); open it in Excel or WPS and save it again",
    ),
    "sheet_too_large": (
        "工作表超过 {limit} 个单元格，请拆分",
        "a sheet has more than {limit} cells; split it",
    ),
    "csv_damaged": ("分隔文本无法解析（{reason}）", "the separated text cannot be parsed ({reason})"),
    "sheet_hidden": (
        "工作表“{sheet}”是隐藏的，已照常读取",
        "the sheet {sheet} is hidden; it was read all the same",
    ),
    "sheet_hidden_cells": (
        "工作表“{sheet}”有 {rows} 行、{columns} 列被隐藏，已照常读取",
        "the sheet {sheet} hides {rows} rows and {columns} columns; they were read all the same",
    ),
    "sheet_no_value": (
        "工作表“{sheet}”{cell} 的公式没有保存结果，请在 Excel 中打开并保存一次",
        "the formula in {sheet} {cell} has no stored result; open the file in Excel and save it once",
    ),
    "sheet_error_value": (
        "工作表“{sheet}”{cell} 的公式结果是错误值",
        "the formula in {sheet} {cell} gives an error",
    ),
    "sheet_number_format": (
        "工作表“{sheet}”{cell} 的数字格式 {raw} 未知，按存储值读取",
        "number format {raw} of {sheet} {cell} is not known; the stored value is given",
    ),
    "sheet_drawn_text": (
        "文本框、图表或批注（{part}）里的文字未计入表格：{raw}",
        "words in a text box, chart or comment ({part}) are in no cell and were left out: {raw}",
    ),
    "sheet_stored_values": (
        "工作表“{sheet}”按存储值读取，百分比和日期可能与显示不同",
        "the sheet {sheet} was read without its number formats; percentages and dates may look different",
    ),
    "ole_damaged": (
        "文件结构损坏或不完整，请重新下载",
        "the file's structure is damaged or incomplete; download it again",
    ),
    "doc_no_word_stream": (
        "不是 Word 文档（内含：{found}）；请用原软件另存为 docx",
        "is no Word document (it holds: {found}); save it as docx with the program it came from",
    ),
    "needs_libreoffice": (
        "读取该 {suffix} 文件需要 LibreOffice：请安装（如 apt install libreoffice-writer libreoffice-calc），或另存为 docx、xlsx",
        "reading this {suffix} file needs LibreOffice: install it (apt install libreoffice-writer libreoffice-calc), "
        "or save the file as docx or xlsx",
    ),
    "conversion_timeout": (
        "LibreOffice 在 {seconds} 秒内没有转换完，已终止；请手工另存为 docx",
        "LibreOffice did not finish within {seconds} seconds and was ended; save the file as docx by hand",
    ),
    "conversion_failed": (
        "LibreOffice 无法转换该文件，文件可能损坏；请重新下载或手工另存为 docx",
        "LibreOffice cannot convert the file, which may be damaged; download it again or save it as docx by hand",
    ),
    "doc_converted": ("经 LibreOffice 转换后读取", "read after a conversion by LibreOffice"),
    "doc_flattened": (
        "嵌套表格的内容并入了外层单元格",
        "nested tables were put into the cells around them",
    ),
    "doc_clock_field": (
        "该处是自动更新的域（{raw}：日期或文件名），不是文件原有的字，未读取",
        "a field that updates itself ({raw}: a date or file name) holds no words of the document and was left out",
    ),
    "doc_list_numbers": (
        "自动编号未读取（{reason}）；安装 LibreOffice 或另存为 docx 后重读",
        "automatic list numbers were not read ({reason}); install LibreOffice or save the file as docx",
    ),
    "doc_text_boxes": (
        "文本框可能未读取（{reason}）；安装 LibreOffice 或另存为 docx 后重读",
        "text boxes may be missing ({reason}); install LibreOffice or save the file as docx",
    ),
    "doc_notes": (
        "脚注、尾注在正文中的位置未读取（{reason}）；安装 LibreOffice 或另存为 docx 后重读",
        "where notes are marked in the text was not read ({reason}); install LibreOffice or save the file as docx",
    ),
    "doc_old_word": (
        "Word 95 及更早的格式，表格可能不全（{reason}）；安装 LibreOffice 或另存为 docx 后重读",
        "written by Word 95 or earlier, tables may be missing ({reason}); install LibreOffice or save as docx",
    ),
    "doc_nested_tables": (
        "嵌套表格未分开（{reason}）；安装 LibreOffice 或另存为 docx 后重读",
        "nested tables were not taken apart ({reason}); install LibreOffice or save the file as docx",
    ),
    "doc_split_tables": (
        "表格被拆散，合并单元格可能丢失（{reason}）；安装 LibreOffice 或另存为 docx 后重读",
        "tables came in pieces and merged cells may be lost ({reason}); install LibreOffice or save the file as docx",
    ),
    "doc_little_text": (
        "读到的文字远少于文件所载（{reason}）；安装 LibreOffice 或另存为 docx 后重读",
        "much less text was read than the file states ({reason}); install LibreOffice or save the file as docx",
    ),
    "no_text": (
        "没有可读文字；如为扫描件，请先做文字识别",
        "holds no text; if it is a scan, recognise its characters first",
    ),
}
