"""Changes of an article's state, each within one transaction of the catalogue."""

from __future__ import annotations

from datetime import timedelta

from ..fetch.article import Article
from ..model import Extraction, SourceError
from ..publication import Publication, with_findings
from .codec import Packed, pack
from .store import ArticleRow, Catalog, params_text, stamp, storable

GONE = frozenset({"fetch_not_found", "fetch_redirected_away"})
BLOCKED = frozenset({"error_page", "antibot_page"})  # what was sent is no document: to be asked for again
DEFECTS = frozenset(
    {"internal_error", "reader_died", "reader_too_slow", "out_of_memory"}
)  # ours, not the site's
_LONGEST_WAIT = timedelta(days=7)


def record_publication(
    catalog: Catalog, row: ArticleRow, article: Article, found: Publication, retry_minutes: float
) -> list[str]:
    """Put what an article gave in place of what it gave before; the kinds of changes that this makes.

    The bytes are archived first: a name in the database always has its file.
    """
    digests = [catalog.archive.put(part.body) for part in article.parts]
    with catalog.transaction() as database:
        for table in ("parts", "failures"):
            database.execute(f"DELETE FROM {table} WHERE article = ?", (row.url,))
        for seq, (part, sha256) in enumerate(zip(article.parts, digests, strict=True)):
            catalog.keep(part, sha256)
            database.execute(
                "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    row.url,
                    seq,
                    part.role,
                    part.url,
                    part.final_url,
                    storable(part.name),
                    part.media_type,
                    sha256,
                ),
            )
        kinds = _replace_documents(catalog, row, found)
        _settle(catalog, row, article, found, retry_minutes, changed=bool(kinds))
    return kinds


def record_reparse(catalog: Catalog, row: ArticleRow, found: Publication) -> None:
    """The records of archived bytes, read again. What the site did (dates, failed fetches) stays as it is."""
    with catalog.transaction() as database:
        database.execute("DELETE FROM failures WHERE article = ? AND fetched", (row.url,))
        kept = {url for (url,) in catalog.rows("SELECT url FROM failures WHERE article = ?", (row.url,))}
        start = 1 + max(
            (s for (s,) in catalog.rows("SELECT seq FROM failures WHERE article = ?", (row.url,))), default=-1
        )
        read = [(url, error) for url, error in found.failures if url not in kept]
        for seq, (url, error) in enumerate(read, start):
            database.execute(
                "INSERT INTO failures VALUES (?, ?, 1, ?, '', ?, ?)",
                (row.url, seq, storable(url), error.code, params_text(error)),
            )
        _replace_documents(catalog, row, found, "reparsed")
        if row.state == "withdrawn":
            database.execute("UPDATE documents SET current = 0 WHERE article = ?", (row.url,))
        else:
            database.execute("UPDATE articles SET state = ? WHERE url = ?", (_state(found), row.url))


def _settle(
    catalog: Catalog,
    row: ArticleRow,
    article: Article,
    found: Publication,
    retry_minutes: float,
    *,
    changed: bool,
) -> None:
    """State and failures of an article that was read."""
    missing = {m.url: m for m in article.missing}
    for seq, (url, error) in enumerate(found.failures):
        part = missing.get(url)
        catalog.database.execute(
            "INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                row.url,
                seq,
                part is None,
                storable(url),
                storable(part.name) if part else "",
                error.code,
                params_text(error),
            ),
        )
    first = next((error for url, error in found.failures if url in missing), None)
    tries = row.tries + 1 if first else 0
    now = catalog.now
    catalog.database.execute(
        "UPDATE articles SET state = ?, title = CASE WHEN title = '' THEN ? ELSE title END, checked_at = ?,"
        " changed_at = CASE WHEN ? THEN ? ELSE changed_at END, tries = ?, next_try = ?, error_code = ?,"
        " error_params = ?, suspect = 0 WHERE url = ?",
        (
            _state(found), storable(found.title), now, changed, now, tries,
            _next_try(catalog, tries, retry_minutes) if first else "",
            first.code if first else "", params_text(first) if first else "", row.url,
        ),
    )  # fmt: skip


def _state(found: Publication) -> str:
    if found.extractions:
        return "done"
    return "nothing" if all(e.code == "no_list_inside" for _, e in found.failures) else "unreadable"


def _next_try(catalog: Catalog, tries: int, retry_minutes: float) -> str:
    """After the first failure `retry_minutes`, then twice as long each time, at most a week."""
    wait = timedelta(minutes=retry_minutes * 2 ** min(tries - 1, 20))
    return stamp(catalog.clock() + min(wait, _LONGEST_WAIT))


def _replace_documents(catalog: Catalog, row: ArticleRow, found: Publication, kind: str = "") -> list[str]:
    """New and changed documents of an article; those it no longer has stay, no longer current."""
    known = {
        document_id: (digest, bool(current), title)
        for document_id, digest, current, title in catalog.rows(
            "SELECT document_id, digest, current, title FROM documents WHERE article = ?", (row.url,)
        )
    }
    kinds: list[str] = []
    for seq, extraction in enumerate(with_findings(found.extractions, found.failures)):
        packed = pack(extraction)
        document_id = extraction.documents[0].document_id
        digest, current, _ = known.pop(document_id, ("", False, ""))
        if digest == packed.digest and current:
            continue
        if digest == packed.digest and kind:
            continue
        news = kind or (
            "changed" if current else ("restored" if digest else _first_kind(catalog, document_id))
        )
        kinds.append(news)
        _put_document(catalog, row.url, seq, extraction, packed)
        catalog.note_change(
            news, row.url, document_id, storable(extraction.documents[0].title), packed.digest
        )
    for document_id, (digest, current, title) in known.items():
        if current:
            kinds.append("dropped")
            _not_current(catalog, row.url, document_id)
            catalog.note_change("dropped", row.url, document_id, title, digest)
    return kinds


def _first_kind(catalog: Catalog, document_id: str) -> str:
    """A document that another article has as well is a copy, published a second time."""
    query = "SELECT 1 FROM documents WHERE document_id = ? LIMIT 1"
    return "copied" if catalog.rows(query, (document_id,)) else "added"


def _put_document(catalog: Catalog, url: str, seq: int, extraction: Extraction, packed: Packed) -> None:
    document = extraction.documents[0]
    catalog.database.execute(
        "INSERT INTO documents VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (article, document_id)"
        " DO UPDATE SET seq = excluded.seq, current = 1, title = excluded.title, doc_number = excluded.doc_number,"
        " issuer = excluded.issuer, published_date = excluded.published_date, source = excluded.source,"
        " media_type = excluded.media_type, digest = excluded.digest, extraction = excluded.extraction",
        (
            url, document.document_id, seq, storable(document.title), storable(document.doc_number), storable(document.issuer),
            document.published_date, storable(document.source), document.media_type, packed.digest, packed.data, catalog.now,
        ),
    )  # fmt: skip


def _not_current(catalog: Catalog, url: str, document_id: str) -> None:
    catalog.database.execute(
        "UPDATE documents SET current = 0 WHERE article = ? AND document_id = ?", (url, document_id)
    )


def record_unchanged(catalog: Catalog, row: ArticleRow, article: Article) -> None:
    """Nothing new: the time of the look, and fresh validators. Bytes that were lost are there again."""
    for part in article.parts:
        if part.fetched:
            catalog.archive.put(part.body)
    with catalog.transaction() as database:
        for part, (_, _, _, sha256) in zip(article.parts, catalog.parts(row.url), strict=True):
            catalog.keep(part, sha256)
        database.execute(
            "UPDATE articles SET checked_at = ?, tries = 0, next_try = '', error_code = '', error_params = '',"
            " suspect = 0 WHERE url = ?",
            (catalog.now, row.url),
        )


def record_failure(catalog: Catalog, row: ArticleRow, error: SourceError, retry_minutes: float) -> None:
    """An attempt that failed; what is known of the article stays."""
    tries = row.tries + 1
    with catalog.transaction() as database:
        database.execute(
            "UPDATE articles SET checked_at = ?, tries = ?, next_try = ?, error_code = ?, error_params = ?,"
            " suspect = 0 WHERE url = ?",
            (
                catalog.now, tries, _next_try(catalog, tries, retry_minutes), error.code, params_text(error), row.url,
            ),
        )  # fmt: skip


def record_withdrawn(catalog: Catalog, row: ArticleRow, error: SourceError, retry_minutes: float) -> bool:
    """The article is gone from its site; its documents and bytes stay. Whether that is news."""
    news = row.state != "withdrawn"
    tries = row.tries + 1
    with catalog.transaction() as database:
        if news:
            documents = catalog.rows(
                "SELECT document_id, title, digest FROM documents WHERE article = ? AND current ORDER BY seq",
                (row.url,),
            )
            for document_id, title, digest in documents or [("", row.title, "")]:
                catalog.note_change("withdrawn", row.url, document_id, title, digest)
            database.execute("UPDATE documents SET current = 0 WHERE article = ?", (row.url,))
        database.execute(
            "UPDATE articles SET state = 'withdrawn', checked_at = ?, tries = ?, next_try = ?, error_code = ?,"
            " error_params = ?, suspect = 0 WHERE url = ?",
            (
                catalog.now, tries, _next_try(catalog, tries, retry_minutes), error.code, params_text(error), row.url,
            ),
        )  # fmt: skip
    return news


def record_skipped(catalog: Catalog, row: ArticleRow, title: str) -> None:
    """An article of a sitemap whose title is not wanted."""
    with catalog.transaction() as database:
        database.execute(
            "UPDATE articles SET state = 'skipped', title = ?, checked_at = ? WHERE url = ?",
            (title, catalog.now, row.url),
        )


def unread(found: Publication, codes: frozenset[str] = BLOCKED) -> SourceError | None:
    """The reason why an article gave nothing, if it is one of these; by default: what was sent is no document."""
    if found.extractions:
        return None
    return next((error for _, error in found.failures if error.code in codes), None)
