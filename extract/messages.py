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
}
