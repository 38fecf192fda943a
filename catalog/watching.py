"""`qingdan watch`: look at every source, take up what is new or changed, note what is gone."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from multiprocessing import Pipe, Process
from pathlib import Path
from typing import Any

from .. import __version__
from ..fetch.addresses import Policy
from ..fetch.article import FILE, Article, Part
from ..fetch.client import LIMITS, NO_VALIDATORS, Client, Limits
from ..fetch.decoding import text_of
from ..fetch.links import page_links
from ..fetch.listing import Entry, feed_entries, list_entries, sitemap_entries
from ..fetch.paging import next_list_page
from ..fetch.sourcelist import SourceList, WatchedSource, read_sources
from ..messages import render
from ..model import SourceError
from ..publication import Publication, fetcher, read_publication
from .record import (
    BLOCKED,
    DEFECTS,
    GONE,
    record_failure,
    record_publication,
    record_skipped,
    record_unchanged,
    record_withdrawn,
    unread,
)
from .store import ArticleRow, Catalog, Clock, params_text, stamp, utc_now

_MOST_MAPS = 200  # sitemaps that an index may name
APART_SECONDS = 1800  # for an article that a reader died of or did not finish before


class Watch:
    """One pass over the sources. `counts` says what came of it: lists, asked, added, changed, …"""

    def __init__(self, catalog: Catalog, client: Client, sources: SourceList) -> None:
        self.catalog = catalog
        self.client = client
        self.sources = sources
        self.counts: Counter[str] = Counter()
        self.unfinished: list[WatchedSource] = []  # lists that go on beyond max_pages

    def run(self) -> None:
        """Every source: its lists, then its articles that are new or due."""
        self._note_sources()
        for source in self.sources.sources:
            self._lists(source)
            for url in self._due(source):
                row = self.catalog.article(url)
                try:
                    self._article(row, source)
                except Exception as error:
                    self._failed(row, unexpected(error), source)

    def _note_sources(self) -> None:
        """A source that is new, or whose filter changed, is to be seen whole."""
        with self.catalog.transaction() as database:
            for s in self.sources.sources:
                database.execute(
                    "INSERT INTO sources (name, url, title, jurisdiction) VALUES (?, ?, ?, ?) ON CONFLICT (name)"
                    " DO UPDATE SET url = excluded.url, title = excluded.title, jurisdiction = excluded.jurisdiction,"
                    " sweeping = sweeping OR url <> excluded.url OR title <> excluded.title",
                    (s.name, s.url, s.title, s.jurisdiction),
                )

    # ---- lists

    def _lists(self, source: WatchedSource) -> None:
        self.counts["lists"] += 1
        try:
            self._sweep(source)
        except Exception as problem:
            error = unexpected(problem)
            self.counts["failed"] += 1
            with self.catalog.transaction() as database:
                database.execute(
                    "UPDATE sources SET last_try = ?, tries = tries + 1, error_code = ?, error_params = ?"
                    " WHERE name = ?",
                    (self.catalog.now, error.code, params_text(error), source.name),
                )
            return
        with self.catalog.transaction() as database:
            now = self.catalog.now
            database.execute(
                "UPDATE sources SET last_try = ?, last_success_at = ?, tries = 0, error_code = '', error_params = '',"
                " sweeping = 0 WHERE name = ?",
                (now, now, source.name),
            )

    def _sweep(self, source: WatchedSource) -> None:
        """The pages of a list up to the first that names nothing new; all of them after a round that broke off."""
        open_round = bool(
            self.catalog.rows("SELECT sweeping FROM sources WHERE name = ?", (source.name,))[0][0]
        )
        for part, entries in self._list_pages(source):
            new = self._take_up(source, part, entries)
            if not new and not open_round:
                return

    def _list_pages(self, source: WatchedSource) -> Iterator[tuple[Part, list[Entry]]]:
        pending, seen = [source.url], set[str]()
        while pending and len(seen) < (_MOST_MAPS if source.kind == "sitemap" else source.max_pages):
            url = pending.pop(0)
            if url in seen:
                continue
            seen.add(url)
            try:
                part = self._fetched(url)
            except SourceError as error:
                if error.code in GONE and url != source.url:
                    continue  # sites announce more pages than they keep
                raise
            kind = source.kind or kind_of(part.body)
            if kind == "sitemap":
                entries, maps = sitemap_entries(part.body, part.final_url)
                pending += maps
            elif kind == "feed":
                entries = feed_entries(part.body, part.final_url)
            else:
                entries = self._entries(part, first=url == source.url)
                following = next_list_page(text_of(part.body), part.final_url)
                pending += [following] if following else []
            yield part, entries
        if any(url not in seen for url in pending):
            self.unfinished.append(source)

    def _entries(self, part: Part, *, first: bool) -> list[Entry]:
        """A first page without articles is a failure; a last one may be empty."""
        try:
            return list_entries(part.body, part.final_url)
        except SourceError:
            if first:
                raise
            return []

    def _fetched(self, url: str) -> Part:
        kept = self.catalog.kept(url)
        answer = self.client.get(url, kept.validators if kept else NO_VALIDATORS)
        if answer.body is None and kept is not None:
            return Part("list", url, "", kept.load(), answer.validators, answer.url, fetched=False)
        assert answer.body is not None
        return Part("list", url, "", answer.body, answer.validators, answer.url, answer.media_type)

    def _take_up(self, source: WatchedSource, part: Part, entries: list[Entry]) -> bool:
        """Note what a list page names, new articles as waiting; whether anything on it was new."""
        catalog = self.catalog
        digest = catalog.archive.put(part.body) if part.fetched else ""
        new = False
        with catalog.transaction() as database:
            if part.fetched:
                catalog.keep(part, digest)
            for entry in entries:
                cursor = database.execute(
                    "INSERT OR IGNORE INTO listed VALUES (?, ?)", (source.name, entry.url)
                )
                new = new or cursor.rowcount > 0
                if not entry.title or source.wants(entry.title):
                    database.execute(
                        "INSERT OR IGNORE INTO articles (url, source, title, listed_date, first_seen)"
                        " VALUES (?, ?, ?, ?, ?)",
                        (entry.url, source.name, entry.title, entry.date, catalog.now),
                    )
            if new:
                database.execute("UPDATE sources SET sweeping = 1 WHERE name = ?", (source.name,))
        return new

    # ---- articles

    def _due(self, source: WatchedSource) -> list[str]:
        """Articles that wait, whose next try has come, or that were not looked at for a while."""
        before = stamp(self.catalog.clock() - timedelta(hours=source.recheck_hours))
        query = (
            "SELECT url FROM articles WHERE source = ? AND state <> 'skipped' AND CASE"
            " WHEN next_try <> '' THEN next_try <= ? WHEN checked_at = '' THEN 1 ELSE checked_at <= ? END"
            " ORDER BY listed_date DESC, url"
        )
        return [url for (url,) in self.catalog.rows(query, (source.name, self.catalog.now, before))]

    def _article(self, row: ArticleRow, source: WatchedSource) -> None:
        self.counts["asked"] += 1
        before = self.catalog.parts(row.url)
        partial = self.catalog.rows("SELECT 1 FROM failures WHERE article = ? AND NOT fetched", (row.url,))
        files = tuple((url, name) for role, url, name, _ in before if role == FILE)
        try:
            found = fetcher(self.client, self.catalog.kept, None if partial or not before else files).article(
                row.url
            )
        except SourceError as error:
            self._failed(row, error, source)
            return
        if not row.title and self._unwanted(row, found, source):
            return
        if not found.missing and row.state not in ("pending", "withdrawn") and _same_parts(found, before):
            record_unchanged(self.catalog, row, found)
            self.counts["unchanged"] += 1
            return
        self._read(row, found, source)

    def _failed(self, row: ArticleRow, error: SourceError, source: WatchedSource) -> None:
        if error.code in GONE and self.catalog.parts(row.url):
            news = record_withdrawn(self.catalog, row, error, source.retry_minutes)
            self.counts["withdrawn" if news else "unchanged"] += 1
        else:
            record_failure(self.catalog, row, error, source.retry_minutes)
            self.counts["failed"] += 1

    def _unwanted(self, row: ArticleRow, found: Article, source: WatchedSource) -> bool:
        """A sitemap names no titles: the page's own decides."""
        page = found.parts[0]
        title = page_links(text_of(page.body), page.final_url).title if page.role != FILE else page.name
        if source.wants(title):
            return False
        record_skipped(self.catalog, row, title)
        self.counts["skipped"] += 1
        return True

    def _read(self, row: ArticleRow, article: Article, source: WatchedSource) -> None:
        publication = self._publication(row, article)
        blocked = unread(publication, BLOCKED | DEFECTS if row.state == "done" else BLOCKED)
        if blocked is not None:  # what was read before stays
            code = "fetch_not_found" if blocked.code == "error_page" else blocked.code
            self._failed(row, replace_code(blocked, code, article), source)
            return
        kinds = record_publication(self.catalog, row, article, publication, source.retry_minutes)
        for kind in kinds or ["unchanged"]:
            self.counts[kind] += 1
        if article.missing:
            self.counts["failed"] += 1

    def _publication(self, row: ArticleRow, article: Article) -> Publication:
        """Read an article; one that a reader died of before is read in a process of its own."""
        if row.suspect:
            return read_apart(article, row.jurisdiction)
        with self.catalog.transaction() as database:
            database.execute("UPDATE articles SET suspect = 1 WHERE url = ?", (row.url,))
        return read_publication(article, row.jurisdiction)


def unexpected(error: Exception) -> SourceError:
    """What an exception means for one article or list; the others go on. A disk or a database that fails is raised."""
    if isinstance(error, SourceError):
        return error
    if isinstance(error, (OSError, sqlite3.Error)):
        raise error
    return SourceError("", "internal_error", reason=f"{type(error).__name__}: {error}"[:300])


def replace_code(error: SourceError, code: str, article: Article) -> SourceError:
    """An error page sent with status 200 is a page that is gone (soft 404)."""
    if code == error.code:
        return error
    return SourceError(article.url, code, status="200, " + str(error.params.get("words", "")))


def _same_parts(found: Article, before: list[tuple[str, str, str, str]]) -> bool:
    now = [(p.role, p.url, sha256(p.body).hexdigest()) for p in found.parts]
    return now == [(role, url, digest) for role, url, _, digest in before]


def read_apart(article: Article, jurisdiction: str = "") -> Publication:
    """Read an article in another process: bytes that kill a reader, or keep it for ever, cost that one alone."""
    receiver, sender = Pipe(duplex=False)
    process = Process(target=_send_publication, args=(sender, article, jurisdiction))
    process.start()
    sender.close()
    code = "reader_too_slow"
    try:
        if receiver.poll(APART_SECONDS):
            return receiver.recv()
    except EOFError:
        code = "reader_died"
    finally:
        process.kill()
        process.join()
    failure = SourceError(
        article.url, code, **({"seconds": APART_SECONDS} if code == "reader_too_slow" else {})
    )
    return Publication(article.url, "", (), ((article.url, failure),))


def _send_publication(sender: Any, article: Article, jurisdiction: str) -> None:
    sender.send(read_publication(article, jurisdiction))


def kind_of(data: bytes) -> str:
    """list, feed or sitemap by the first element of the bytes."""
    head = text_of(data[:4000]).lstrip()[:2000].lower()
    if data.startswith(b"\x1f\x8b") or "<urlset" in head or "<sitemapindex" in head:
        return "sitemap"
    is_feed = any(f"<{name}" in head for name in ("rss", "feed", "rdf:rdf"))
    return "feed" if is_feed and "<html" not in head else "list"


# --------------------------------------------------------------------------------------------------
# The command


def watch_once(
    catalog: Catalog, sources: SourceList, *, allow_private: bool = False, limits: Limits = LIMITS
) -> Watch:
    """One pass with a client of its own. Raises SourceError `fetch_missing`."""
    policy = Policy(allow_private, sources.named_hosts)
    limits = replace(limits, delay=sources.delay_seconds)
    with Client(policy, limits, __version__, sources.contact) as client:
        watch = Watch(catalog, client, sources)
        watch.run()
        return watch


def run_watch(
    sources_file: Path,
    folder: Path,
    *,
    once: bool,
    every_minutes: float,
    allow_private: bool,
    lang: str,
    clock: Clock = utc_now,
) -> int:
    """`qingdan watch`: 0 if the (last) pass had no failure, else 1."""
    try:
        while True:
            sources = read_sources(sources_file)
            with Catalog(folder, create=True, clock=clock) as catalog:
                watch = watch_once(catalog, sources, allow_private=allow_private)
            counts = watch.counts
            for source in watch.unfinished:
                print(
                    f"{source.name}: {render('watch_unfinished', lang, {'limit': source.max_pages})}",
                    file=sys.stderr,
                )
            names = ("lists", "asked", "added", "changed", "withdrawn", "unchanged", "failed")
            print(render("watch_pass", lang, {name: counts[name] for name in names}), file=sys.stderr)
            if once:
                return 1 if counts["failed"] else 0
            time.sleep(every_minutes * 60)
    except SourceError as error:
        print(f"{error.source or folder.name}: {render(error.code, lang, error.params)}", file=sys.stderr)
        return 1
    except (OSError, sqlite3.Error) as error:  # a full disk: what was done is kept, the next pass goes on
        print(f"{folder.name}: {render('catalog_unusable', lang, {'reason': str(error)})}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
