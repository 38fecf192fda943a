"""The catalogue's database: one SQLite file, every change of state one transaction.

Archived bytes are written before the transaction that names them, the feed of changes after it and from it:
a kill at any moment leaves the state before or after, never between. Clock values stand in columns named
`*_at`, `*_try` and `*_seen` only.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from ..fetch.article import Article, Kept, Missing, Part
from ..fetch.client import Validators
from ..lightclass import dataclass
from ..model import SourceError
from .archive import Archive
from .feed import Feed

SCHEMA = 1
_TABLES = """
CREATE TABLE info (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
  name TEXT PRIMARY KEY, url TEXT NOT NULL, title TEXT NOT NULL, jurisdiction TEXT NOT NULL,
  sweeping INTEGER NOT NULL DEFAULT 1,  -- 1: not every page was seen since the last complete round
  last_try TEXT NOT NULL DEFAULT '', last_success_at TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0, error_code TEXT NOT NULL DEFAULT '', error_params TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE listed (source TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (source, url)) WITHOUT ROWID;
CREATE TABLE resources (  -- the last answer of each address
  url TEXT PRIMARY KEY, final_url TEXT NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL,
  etag TEXT NOT NULL, last_modified TEXT NOT NULL, fetched_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE fetches (  -- where and when archived bytes came from
  sha256 TEXT NOT NULL, url TEXT NOT NULL, final_url TEXT NOT NULL, fetched_at TEXT NOT NULL,
  PRIMARY KEY (sha256, url)
) WITHOUT ROWID;
CREATE TABLE articles (
  url TEXT PRIMARY KEY, source TEXT NOT NULL, title TEXT NOT NULL, listed_date TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending',
  first_seen TEXT NOT NULL, checked_at TEXT NOT NULL DEFAULT '', changed_at TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0, next_try TEXT NOT NULL DEFAULT '',
  error_code TEXT NOT NULL DEFAULT '', error_params TEXT NOT NULL DEFAULT '',
  suspect INTEGER NOT NULL DEFAULT 0  -- 1 while it is being read: a reader that dies leaves it so
);
CREATE INDEX articles_by_source ON articles (source, state);
CREATE TABLE parts (
  article TEXT NOT NULL, seq INTEGER NOT NULL, role TEXT NOT NULL, url TEXT NOT NULL, final_url TEXT NOT NULL,
  name TEXT NOT NULL, media_type TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (article, seq)
) WITHOUT ROWID;
CREATE TABLE failures (  -- parts of an article that could not be fetched (fetched = 0) or read
  article TEXT NOT NULL, seq INTEGER NOT NULL, fetched INTEGER NOT NULL, url TEXT NOT NULL, name TEXT NOT NULL,
  code TEXT NOT NULL, params TEXT NOT NULL, PRIMARY KEY (article, seq)
) WITHOUT ROWID;
CREATE TABLE documents (
  article TEXT NOT NULL, document_id TEXT NOT NULL, seq INTEGER NOT NULL, current INTEGER NOT NULL,
  title TEXT NOT NULL, doc_number TEXT NOT NULL, issuer TEXT NOT NULL, published_date TEXT NOT NULL,
  source TEXT NOT NULL, media_type TEXT NOT NULL, digest TEXT NOT NULL, extraction BLOB NOT NULL,
  first_seen TEXT NOT NULL, PRIMARY KEY (article, document_id)
) WITHOUT ROWID;
CREATE INDEX documents_by_id ON documents (document_id);
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, article TEXT NOT NULL,
  document_id TEXT NOT NULL, title TEXT NOT NULL, digest TEXT NOT NULL
);
"""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(timezone.utc)  # noqa: UP017


def stamp(moment: datetime) -> str:
    """A moment as it is stored: 2026-11-22T03:13:40Z; texts sort like times."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: UP017


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What the catalogue knows of an article before it is asked again."""

    url: str
    source: str
    title: str
    state: str
    tries: int
    suspect: bool
    jurisdiction: str = ""


class Catalog:
    """A catalogue's folder: catalog.sqlite, archive/, changes.jsonl. Use as a context manager.

    Opened for writing it belongs to one process until that ends, however it ends (the lock is a transaction
    on a database of its own). Raises SourceError `catalog_missing`, `catalog_busy`, `catalog_newer`.
    """

    def __init__(
        self, folder: Path, *, write: bool = True, create: bool = False, clock: Clock = utc_now
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.archive = Archive(folder / "archive")
        self.feed = Feed(folder / "changes.jsonl")
        self._lock: sqlite3.Connection | None = None
        try:
            self.database = self._open(write, create)
        except (OSError, sqlite3.Error) as error:
            self.close()
            raise SourceError(folder.name, "catalog_unusable", reason=str(error)) from None
        except SourceError:
            self.close()
            raise

    def _open(self, write: bool, create: bool) -> sqlite3.Connection:
        path = self.folder / "catalog.sqlite"
        if not path.exists() and not create:
            raise SourceError(self.folder.name, "catalog_missing")
        if write:
            self.archive.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.folder)
        database = sqlite3.connect(path, isolation_level=None, timeout=30)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        self.database = database
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA:
            raise SourceError(self.folder.name, "catalog_newer", found=version)
        if write:
            if version == 0:
                database.executescript(f"BEGIN;{_TABLES}PRAGMA user_version={SCHEMA};COMMIT;")
            self.archive.sweep()
            self.feed.bring_up(database)
        elif version == 0:
            raise SourceError(self.folder.name, "catalog_missing")
        return database

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for connection in (getattr(self, "database", None), self._lock):
            if connection is not None:
                connection.close()

    @property
    def now(self) -> str:
        return stamp(self.clock())

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One change of state: all of it or nothing. The feed follows."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield self.database
        except BaseException:
            self.database.execute("ROLLBACK")
            raise
        self.database.execute("COMMIT")
        self.feed.bring_up(self.database)

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.database.execute(query, values).fetchall()

    # ---- copies of answers

    def kept(self, url: str) -> Kept | None:
        """The last answer of an address, to ask whether it still holds; None if its bytes are lost."""
        found = self.rows(
            "SELECT etag, last_modified, sha256, media_type FROM resources WHERE url = ?", (url,)
        )
        if not found:
            return None
        etag, last_modified, sha256, media_type = found[0]
        if not self.archive.path(sha256).exists():
            return None
        return Kept(Validators(etag, last_modified), lambda: self.archive.get(sha256), sha256, media_type)

    def keep(self, part: Part, sha256: str) -> None:
        """Note an answer whose bytes are in the archive; within a transaction."""
        now = self.now
        values = (part.url, part.final_url or part.url, sha256, part.media_type, part.validators.etag)
        if part.fetched:
            self.database.execute(
                "INSERT OR REPLACE INTO resources VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*values, part.validators.last_modified, now),
            )
            self.database.execute(
                "INSERT OR IGNORE INTO fetches VALUES (?, ?, ?, ?)", (sha256, part.url, values[1], now)
            )

    # ---- articles

    def article(self, url: str) -> ArticleRow:
        query = (
            "SELECT a.url, a.source, a.title, a.state, a.tries, a.suspect, coalesce(s.jurisdiction, '')"
            " FROM articles a LEFT JOIN sources s ON s.name = a.source WHERE a.url = ?"
        )
        address, source, title, state, tries, suspect, code = self.rows(query, (url,))[0]
        return ArticleRow(address, source, title, state, tries, bool(suspect), code)

    def parts(self, url: str) -> list[tuple[str, str, str, str]]:
        """(role, address, name, sha256) of an article's parts."""
        query = "SELECT role, url, name, sha256 FROM parts WHERE article = ? ORDER BY seq"
        return self.rows(query, (url,))  # type: ignore[return-value]

    def archived(self, url: str) -> Article:
        """An article from the archive alone. Raises SourceError `archive_damaged`."""
        query = (
            "SELECT role, url, name, sha256, final_url, media_type FROM parts WHERE article = ? ORDER BY seq"
        )
        parts = tuple(
            Part(role, address, name, self.archive.get(sha256), Validators(), final, media_type, False)
            for role, address, name, sha256, final, media_type in self.rows(query, (url,))
        )
        query = "SELECT url, name, code, params FROM failures WHERE article = ? AND NOT fetched ORDER BY seq"
        missing = tuple(
            Missing(address, name, SourceError(address, code, **json.loads(params)))
            for address, name, code, params in self.rows(query, (url,))
        )
        return Article(url, parts, missing)

    def note_change(
        self, kind: str, article: str, document_id: str = "", title: str = "", digest: str = ""
    ) -> None:
        """A line of the feed; within a transaction."""
        self.database.execute(
            "INSERT INTO changes (at, kind, article, document_id, title, digest) VALUES (?, ?, ?, ?, ?, ?)",
            (self.now, kind, article, document_id, title, digest),
        )


def _locked(folder: Path) -> sqlite3.Connection:
    lock = sqlite3.connect(folder / "lock.sqlite", isolation_level=None, timeout=0)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" in str(error):
            raise SourceError(folder.name, "catalog_busy") from None
        raise
    return lock


def storable(text: str) -> str:
    """A text that SQLite takes: a lone surrogate (a file name in no known encoding) becomes U+FFFD.

    >>> storable("规划") == "规划", storable("a\\udc80") == "a\ufffd"
    (True, True)
    """
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def params_text(error: SourceError) -> str:
    """What fills an error's message, as JSON."""
    return json.dumps(error.params, ensure_ascii=True, sort_keys=True, default=str)
