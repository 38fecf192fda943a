"""Messages of this stage: code -> (中文, English)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "empty_source": ("文件是空的，请检查下载是否完整", "the file is empty; check whether the download is complete"),
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
    "undecodable": (
        "按 {encoding} 解码后大部分汉字丢失（{replaced} 处）；请换一份原始文件",
        "most characters are lost when decoded as {encoding} ({replaced} places); get another copy of the source",
    ),
    "replaced_characters": (
        "有 {count} 个字符在发布或转码时丢失（显示为 \ufffd）",
        "{count} characters were lost in publishing or conversion (shown as \ufffd)",
    ),
    "truncated_html": (
        "网页不完整（没有 </body> 和 </html>），可能只下载了一半；请重新下载核对",
        "the page is cut off (neither </body> nor </html>); download it again and compare",
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
}
