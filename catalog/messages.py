"""Messages of the catalogue: code -> (中文, English)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "catalog_missing": (
        "这里没有目录库；先运行 qingdan watch 建立",
        "no catalogue here; qingdan watch makes one",
    ),
    "catalog_busy": (
        "目录库正被另一个 qingdan 使用；等它结束后再试",
        "another qingdan is using this catalogue; wait until it is done",
    ),
    "catalog_newer": (
        "目录库由更新版本（结构 {found}）写成；请升级 qingdan",
        "this catalogue was written by a newer version (schema {found}); upgrade qingdan",
    ),
    "catalog_unusable": (
        "目录库无法使用（{reason}）；请检查权限和磁盘空间",
        "the catalogue cannot be used ({reason}); check its permissions and the disk",
    ),
    "archive_damaged": (
        "存档里的原始文件缺失或已损坏（{sha256}）；请从备份恢复",
        "the archived file {sha256} is missing or damaged; restore it from a backup",
    ),
    "withdrawn_article": (
        "原文已从网站撤下，记录取自存档",
        "the article is no longer on its site; its records come from the archive",
    ),
    "watch_pass": (
        "列表 {lists} 个，文章 {asked} 篇，新增 {added}，变更 {changed}，撤下 {withdrawn}，未变 {unchanged}，失败 {failed}",
        "{lists} lists, {asked} articles asked: {added} added, {changed} changed, {withdrawn} withdrawn, "
        "{unchanged} unchanged, {failed} failed",
    ),
    "reader_too_slow": (
        "{seconds} 秒内未能读完，已停止；文件可能损坏或有意构造",
        "not read within {seconds} s and given up; damaged or hostile",
    ),
    "watch_unfinished": (
        "列表超过 {limit} 页（max_pages），其后的未看",
        "the list goes on beyond {limit} pages (max_pages); what follows was not looked at",
    ),
    "reparse_done": (
        "从存档重读 {articles} 篇：{same} 篇不变，{changed} 篇有变化，{failed} 篇无法读取",
        "{articles} articles read again from the archive: {same} the same, {changed} changed, {failed} unreadable",
    ),
    "status_sources": ("来源", "Sources"),
    "status_source": (
        "{name}：文章 {articles} 篇，上次成功 {success}",
        "{name}: {articles} articles, last success {success}",
    ),
    "status_never": ("从未", "never"),
    "status_states": ("文章", "Articles"),
    "status_failures": ("失败（{count}）", "Failures ({count})"),
    "status_tries": ("第 {tries} 次，下次 {next_try}", "{tries} tries, next {next_try}"),
    "status_new": ("最近收录", "Latest documents"),
    "status_months": ("各月文件数", "Documents by month"),
    "status_undated": ("无日期", "undated"),
    "state_pending": ("待读取", "waiting"),
    "state_done": ("已收录", "catalogued"),
    "state_nothing": ("无清单", "without a list"),
    "state_unreadable": ("无法解析", "unreadable"),
    "state_skipped": ("标题不符", "title not wanted"),
    "state_withdrawn": ("已撤下", "withdrawn"),
}
