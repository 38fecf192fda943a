"""An article with all that belongs to it: its pages in order, then the files it links to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import parse_qs, unquote, urlsplit

from ..lightclass import dataclass
from ..model import Attachment, SourceError
from .addresses import normal
from .client import NO_VALIDATORS, Answer, Client, Validators
from .decoding import text_of
from .links import page_links, script_strings
from .paging import next_article_page

MOST_PAGES = 60
MOST_FILES = 40
PAGE, FILE = "page", "file"


@dataclass(frozen=True, slots=True)
class Part:
    """A page or a file of an article: bytes, the name people see, where it was asked for and came from."""

    role: str  # PAGE or FILE
    url: str
    name: str
    body: bytes
    validators: Validators = NO_VALIDATORS
    final_url: str = ""
    media_type: str = ""
    fetched: bool = True  # False: not modified since the copy that was kept


@dataclass(frozen=True, slots=True)
class Missing:
    """A page or file of an article that could not be fetched, and why."""

    url: str
    name: str
    error: SourceError


@dataclass(frozen=True, slots=True)
class Article:
    """What an address gave. `missing` are parts that it names and that could not be fetched."""

    url: str
    parts: tuple[Part, ...]
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier copy: what makes the request conditional, and how to get its bytes."""

    validators: Validators
    load: Callable[[], bytes]
    sha256: str = ""
    media_type: str = ""


# The files that a page links to (address as written, name people see), given by whoever can read pages
FilesOf = Callable[[str, bytes], Iterable[Attachment]]
IsFile = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Fetcher:
    """What fetching an article needs: the client and a reader of links to files.

    `kept` gives earlier copies by address. `files` are the (address, name) of the article's files as they
    were: taken where no page has changed since, so that it need not be read for its links again.
    """

    client: Client
    files_of: FilesOf
    is_file: IsFile
    kept: Callable[[str], Kept | None] = lambda _: None
    files: tuple[tuple[str, str], ...] | None = None

    def article(self, url: str) -> Article:
        """The article at an address. Raises SourceError if its first page cannot be fetched."""
        first = self._part(PAGE, normal(url), "")
        if moved_away(first.url, first.final_url):
            raise SourceError(url, "fetch_redirected_away", target=first.final_url)
        if not is_page(first):
            return Article(first.url, (_as_file(first),))
        missing: list[Missing] = []
        pages = [first, *self._more_pages(first, missing)]
        files = list(self._files(pages, missing))
        return Article(first.url, (*pages, *files), tuple(missing))

    def _part(self, role: str, url: str, name: str) -> Part:
        kept = self.kept(url)
        answer = self.client.get(url, kept.validators if kept else NO_VALIDATORS)
        if answer.body is None:
            assert kept is not None
            return Part(role, url, name, kept.load(), answer.validators, answer.url, answer.media_type, False)
        return Part(
            role,
            url,
            name or _own_name(answer),
            answer.body,
            answer.validators,
            answer.url,
            answer.media_type,
        )

    def _more_pages(self, first: Part, missing: list[Missing]) -> Iterator[Part]:
        seen, page = {first.url, first.final_url}, first
        while following := next_article_page(text_of(page.body), page.final_url):
            if following in seen:
                return
            if len(seen) > MOST_PAGES:
                error = SourceError(following, "fetch_too_many_pages", limit=MOST_PAGES)
                missing.append(Missing(following, "", error))
                return
            seen.add(following)
            try:
                page = self._part(PAGE, following, "")
            except SourceError as error:
                missing.append(Missing(following, "", error))
                return
            yield page

    def _files(self, pages: list[Part], missing: list[Missing]) -> Iterator[Part]:
        wanted: dict[str, str] = {}
        if self.files is not None and all(self._is_as_kept(page) for page in pages):
            wanted = dict(self.files)
        else:
            for address, name in (pair for page in pages for pair in self._named(page)):
                wanted[address] = max(wanted.get(address, ""), name, key=len)
        for count, (address, name) in enumerate(wanted.items()):
            if count >= MOST_FILES:
                error = SourceError(address, "fetch_too_many_files", limit=MOST_FILES)
                missing.append(Missing(address, name, error))
                return
            try:
                part = self._part(FILE, address, name)
            except SourceError as error:
                missing.append(Missing(address, name, error))
                continue
            yield part

    def _is_as_kept(self, page: Part) -> bool:
        kept = self.kept(page.url) if page.fetched else None
        return not page.fetched or (kept is not None and sha256(page.body).hexdigest() == kept.sha256)

    def _named(self, page: Part) -> Iterator[tuple[str, str]]:
        """The files of a page: linked in or below its text, shown in frames, named in scripts."""
        found = page_links(text_of(page.body), page.final_url)
        hrefs = [(a.href, a.name) for a in self.files_of(page.final_url, page.body)]
        hrefs += [(src, "") for src in found.frames if self.is_file(src)]
        if not hrefs:
            hrefs = [(text, "") for text in script_strings(found) if self.is_file(text)]
        for href, name in hrefs:
            address = found.address(viewed_file(href))
            if address and address not in (page.url, page.final_url):
                yield address, name


def viewed_file(href: str) -> str:
    """The file that a viewer's address shows, the address itself if it is no viewer.

    >>> viewed_file("/pdfjs/web/viewer.html?file=%2Fattach%2F0%2Fa.pdf")
    '/attach/0/a.pdf'
    """
    query = parse_qs(urlsplit(href).query)
    for key in ("file", "url", "src"):
        value = (query.get(key) or [""])[0]
        if (
            PurePosixPath(urlsplit(value).path).suffix
            and PurePosixPath(urlsplit(href).path).suffix in _VIEWERS
        ):
            return value
    return href


_VIEWERS = frozenset({".html", ".htm", ""})


def is_page(part: Part) -> bool:
    """Whether bytes are markup; what a server calls them is a hint only."""
    head = part.body[:2048].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\x00", b"").lower()
    if head.startswith((b"%pdf", b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return False
    return part.media_type in ("text/html", "application/xhtml+xml") or b"<" in head[:200]


def moved_away(url: str, final_url: str) -> bool:
    """Whether an article's address now leads to the site's home or an error page.

    >>> moved_away("http://a.cn/1/t1.html", "http://a.cn/"), moved_away("http://a.cn/t1.html", "https://a.cn/t1.html")
    (True, False)
    """
    one, other = urlsplit(url), urlsplit(final_url)
    if one.path == other.path and one.query == other.query:
        return False
    is_home = re.fullmatch(r"/(?:index\.\w+)?", other.path) is not None and one.path not in ("", "/")
    return is_home or re.search(r"(?:^|/)(?:404|error|notfound)[^/]*$", other.path, re.IGNORECASE) is not None


def _as_file(part: Part) -> Part:
    return Part(
        FILE, part.url, part.name, part.body, part.validators, part.final_url, part.media_type, part.fetched
    )


def _own_name(answer: Answer) -> str:
    return disposition_name(answer.disposition) or PurePosixPath(unquote(urlsplit(answer.url).path)).name


_EXTENDED = re.compile(rb"filename\*\s{0,3}=\s{0,3}([\w-]{1,20})''([^;\s]{1,500})", re.IGNORECASE)
_PLAIN = re.compile(rb"""filename\s{0,3}=\s{0,3}"?([^";]{1,500})""", re.IGNORECASE)


def disposition_name(header: bytes) -> str:
    """The file name of a Content-Disposition: RFC 6266, or raw GBK or UTF-8 bytes as many servers send.

    >>> disposition_name(b"attachment; filename*=UTF-8''%E9%99%84%E4%BB%B6.doc")
    '附件.doc'
    >>> disposition_name('attachment; filename="附件.doc"'.encode("gbk"))
    '附件.doc'
    """
    if match := _EXTENDED.search(header):
        encoding = "gb18030" if match[1].lower().startswith(b"gb") else "utf-8"
        name = unquote(match[2].decode("ascii", "replace"), encoding, "replace")
    elif match := _PLAIN.search(header):
        name = unquote(text_of(match[1]))
    else:
        return ""
    return PurePosixPath(name.strip().replace("\\", "/")).name
