"""Messages of this stage: code -> (中文, English)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "fetch_missing": (
        '读取网址需要先安装：pip install "qingdan[watch]"',
        'reading addresses needs more libraries: pip install "qingdan[watch]"',
    ),
    "fetch_scheme": (
        "只能读取 http 和 https 网址，不支持 {scheme}",
        "only http and https addresses can be read, not {scheme}",
    ),
    "fetch_bad_address": ("网址写法有误；请核对", "not a valid address; check its spelling"),
    "fetch_credentials": (
        "网址里不能带用户名或密码；请去掉后再试",
        "an address must not hold a user name or password; remove them",
    ),
    "fetch_private_address": (
        "{host} 指向内网或本机地址（{address}），已拒绝；确需读取请在来源里写明该主机并加 --allow-private",
        "{host} leads to a private or local address ({address}), refused; "
        "if it is meant, name that host as a source and add --allow-private",
    ),
    "fetch_host_unknown": (
        "找不到主机 {host}；请核对网址和网络",
        "host {host} cannot be resolved; check the address and the network",
    ),
    "fetch_connection": (
        "连接失败或中断（{reason}）；稍后再试",
        "the connection failed or broke off ({reason}); try again later",
    ),
    "fetch_tls": (
        "证书或加密连接有问题（{reason}）；可改用 http:// 网址",
        "its certificate or encryption cannot be trusted ({reason}); try its http:// address",
    ),
    "fetch_timeout": (
        "超过 {seconds} 秒仍未读完；网站过慢，稍后再试",
        "not finished within {seconds} s; the site is slow, try again later",
    ),
    "fetch_too_large": (
        "超过大小上限 {limit} MB，已停止下载",
        "larger than the limit of {limit} MB; the download was stopped",
    ),
    "fetch_bad_encoding": (
        "服务器声明的压缩方式无法解开（{encoding}）；稍后再试",
        "the server's content encoding cannot be undone ({encoding}); try again later",
    ),
    "fetch_empty": ("服务器返回了空内容；稍后再试", "the server sent an empty body; try again later"),
    "fetch_not_found": ("网页不存在（{status}）", "no such page ({status})"),
    "fetch_redirected_away": (
        "网址被转到首页或出错页（{target}），原文已不在",
        "redirected to a home or error page ({target}); the article is gone",
    ),
    "fetch_forbidden": (
        "网站拒绝访问（{status}）；请用浏览器打开后另存",
        "the site refuses access ({status}); open it in a browser and save it",
    ),
    "fetch_antibot": (
        "网站要求防爬验证（{status}）；请用浏览器打开后另存",
        "the site asks for a robot check ({status}); open it in a browser and save it",
    ),
    "fetch_status": ("服务器返回状态 {status}；稍后再试", "the server answered {status}; try again later"),
    "fetch_redirects": (
        "转向次数超过 {limit} 次或循环转向",
        "more than {limit} redirects, or a redirect that leads nowhere",
    ),
    "fetch_robots": (
        "网站的 robots.txt 不允许自动读取此网址；请用浏览器打开后另存",
        "the site's robots.txt does not allow programs to read it; open it in a browser and save it",
    ),
    "fetch_robots_unreachable": (
        "读不到网站的 robots.txt（{reason}），按规定暂不读取；稍后再试",
        "the site's robots.txt cannot be read ({reason}), so nothing is read for now; try again later",
    ),
    "fetch_host_down": (
        "{host} 连续 {count} 次连接失败，本次不再尝试；下次再读",
        "{host} failed {count} times in a row and is left alone for this run; it is tried in the next",
    ),
    "fetch_too_many_pages": (
        "分页超过 {limit} 页，其余未读",
        "more than {limit} pages; the others were not read",
    ),
    "fetch_too_many_files": (
        "附件超过 {limit} 个，其余未读",
        "more than {limit} attachments; the others were not read",
    ),
    "sources_unreadable": (
        "来源清单无法读取（{reason}）；请检查 TOML 写法",
        "the list of sources cannot be read ({reason}); check its TOML",
    ),
    "sources_invalid": (
        "来源清单第 {number} 项有误：{reason}",
        "source {number} of the list is wrong: {reason}",
    ),
    "sources_empty": (
        "来源清单里没有 [[source]]；写法见 docs/watch.md",
        "the list holds no [[source]]; docs/watch.md shows how it is written",
    ),
    "feed_unreadable": (
        "订阅源或站点地图不是有效的 XML（{reason}）",
        "the feed or sitemap is no valid XML ({reason})",
    ),
    "feed_entities": (
        "订阅源或站点地图含有 DTD 或实体声明，已拒绝",
        "the feed or sitemap declares a DTD or entities; refused",
    ),
    "list_no_links": (
        "列表页里没有找到文章链接；页面可能由脚本生成，请改用订阅源或站点地图",
        "no article links on the list page; it may be built by a script, use a feed or a sitemap instead",
    ),
    # A publication: its pages, its files, copies of one document
    "joined_pages": (
        "正文分 {count} 页发布，已连成一篇",
        "published on {count} pages, joined into one document",
    ),
    "copy_differs": (
        "同一文件的另一份（{source}）所载不同：{field} 为“{other}”，此处为“{kept}”",
        "another copy ({source}) differs: {field} is {other!r} there, {kept!r} here",
    ),
    "copies_differ": (
        "与同一文件的另一份（{source}）有 {count} 处不同，请核对",
        "differs from another copy ({source}) in {count} places, please look",
    ),
    "copies_agree": ("与同一文件的另一份（{source}）一致", "agrees with another copy ({source})"),
}
