"""A publication from the web: the pages and files of one article -> its extractions, each plan once.

Joins the stages: fetch gives bytes, extract reads them, the pipeline parses. Several pages of one article
become one document. Copies of one document (the page and the Word file beside it) become one extraction:
the better copy's records, completed by what the others state, with findings that say what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from . import __version__
from .copies import reconcile, rekeyed
from .extract.registry import SUFFIXES, expand, read, suffix_of
from .fetch.addresses import Policy, host_of
from .fetch.article import FILE, PAGE, Article, Fetcher, Kept, Part
from .fetch.client import Client
from .lightclass import dataclass
from .messages import render
from .model import (
    Attachment,
    Block,
    Document,
    DocumentRecord,
    Extraction,
    Finding,
    FindingRecord,
    MetaItem,
    Paragraph,
    SourceError,
)
from .run import Outcome, guarded


@dataclass(frozen=True, slots=True)
class Publication:
    """What an article gave: an extraction per document, and which of its parts could not be read."""

    url: str
    title: str
    extractions: tuple[Extraction, ...]
    failures: tuple[tuple[str, SourceError], ...] = ()


def fetcher(
    client: Client,
    kept: Callable[[str], Kept | None] = lambda _: None,
    files: tuple[tuple[str, str], ...] | None = None,
) -> Fetcher:
    """A fetcher that knows how pages name their files; `kept` and `files` as in Fetcher."""
    from .extract.html import is_file_address

    return Fetcher(client, files_of, is_file_address, kept, files)


def files_of(name: str, data: bytes) -> tuple[Attachment, ...]:
    """The files that a page links to, as its reader sees them; none if the page cannot be read."""
    try:
        return read(name, data).attachments
    except SourceError:
        return ()


def read_publication(article: Article, jurisdiction: str = "") -> Publication:
    """Everything of an article's bytes; pure, and never raises: what cannot be read is a failure.

    `jurisdiction` is the GB/T 2260 code of the site, for pages that do not state it.
    """
    try:
        return _read_publication(article, jurisdiction)
    except Exception as error:  # one article must not stop a watch
        reason = f"{type(error).__name__}: {error}"[:300]
        failure = SourceError(article.url, "internal_error", reason=reason)
        return Publication(article.url, "", (), ((article.url, failure),))


def _read_publication(article: Article, jurisdiction: str) -> Publication:
    pages = [part for part in article.parts if part.role == PAGE]
    page = _page(article.url, pages) if pages else None
    if isinstance(page, Document):
        page = _in_district(page, jurisdiction)
    stated = _stated(page) if isinstance(page, Document) else None
    outcomes = [_page_outcome(article.url, page)] if page is not None else []
    for part in article.parts:
        if part.role == FILE:
            outcomes += _file_outcomes(part, stated, jurisdiction)
    failures = [(o.source, o.error) for o in outcomes if o.error is not None]
    failures += [(m.url, m.error) for m in article.missing]
    extractions = reconcile([o.extraction for o in outcomes if o.extraction is not None], stated)
    title = stated.title if stated else next((e.documents[0].title for e in extractions), "")
    return Publication(article.url, title, extractions, tuple(failures))


def extract_address(url: str, *, allow_private: bool = False) -> list[Outcome]:
    """What an address gives: an outcome per document, and one for each part that could not be read.

    A part without any list (a notice whose plan is a file, a form beside a plan) is no failure where
    another part has one: it is a finding.
    """
    policy = Policy(allow_private, frozenset({host_of(url)}))
    try:
        with Client(policy, version=__version__) as client:
            article = fetcher(client).article(url)
    except SourceError as error:
        return [Outcome(url, None, SourceError(error.source or url, error.code, **error.params))]
    found = read_publication(article)
    empty = [f for f in found.failures if found.extractions and f[1].code == "no_list_inside"]
    outcomes = [Outcome(e.documents[0].source, e) for e in with_findings(found.extractions, empty)]
    return outcomes + [
        Outcome(source, None, error) for source, error in found.failures if (source, error) not in empty
    ]


# --------------------------------------------------------------------------------------------------
# Pages


def _page(url: str, pages: Sequence[Part]) -> Document | SourceError:
    try:
        documents = [read(part.url, part.body) for part in pages]
    except SourceError as error:
        return SourceError(url, error.code, **error.params)
    except Exception as error:  # the files of the article are read all the same
        return SourceError(url, "internal_error", reason=f"{type(error).__name__}: {error}"[:300])
    return documents[0] if len(documents) == 1 else join_pages(url, documents)


def _page_outcome(url: str, page: Document | SourceError) -> Outcome:
    from .pipeline import analyse

    if isinstance(page, SourceError):
        return Outcome(url, None, page)
    return guarded(url, lambda: analyse(page))


def _stated(page: Document) -> DocumentRecord | None:
    """What the page states of the publication, also where its plan stands in a file alone."""
    from .pipeline import describe

    try:
        return describe(page)
    except Exception:  # the same failure is reported by the page's own extraction
        return None


def join_pages(url: str, documents: Sequence[Document]) -> Document:
    """The pages of one article as one document: page 2 goes on where page 1 ended, places name the page.

    The first page's metadata and digest stand for the whole; of the others the text alone is taken.
    """
    blocks: list[Block] = list(_on_page(documents[0].blocks, 1))
    for number, document in enumerate(documents[1:], 2):
        blocks += _on_page(_continued(document.blocks), number)
    attachments = {a.href: a for document in documents for a in document.attachments}
    findings = [f for document in documents for f in document.findings]
    return replace(
        documents[0],
        name=url,
        blocks=tuple(blocks),
        attachments=tuple(attachments.values()),
        pages=len(documents),
        findings=(*findings, Finding("info", "joined_pages", params={"count": len(documents)})),
    )


def _continued(blocks: Sequence[Block]) -> Iterator[Block]:
    """A further page: the title and the metadata box that it repeats are furniture there."""
    for block in blocks:
        if isinstance(block, Paragraph) and block.style in ("title", "h1"):
            yield replace(block, role="furniture")
        else:
            yield block


def _on_page(blocks: Sequence[Block] | Iterator[Block], page: int) -> Iterator[Block]:
    for block in blocks:
        place = replace(block.place, page=page)
        if isinstance(block, Paragraph):
            yield replace(block, place=place)
        else:
            cells = tuple(replace(cell, place=replace(cell.place, page=page)) for cell in block.cells)
            yield replace(block, place=place, cells=cells)


# --------------------------------------------------------------------------------------------------
# Files


def _file_outcomes(part: Part, page: DocumentRecord | None, jurisdiction: str) -> Iterator[Outcome]:
    """A file, or the files in an archive; read under the name people see, kept under the address."""
    name = readable_name(part)
    for inner, content in expand(name, part.body):
        address = part.url + inner.removeprefix(name)
        if isinstance(content, SourceError):
            yield Outcome(address, None, SourceError(address, content.code, **content.params))
        else:
            code = (page.jurisdiction_code if page is not None else "") or jurisdiction
            yield _file_outcome(inner, content, address, page, code)


def _file_outcome(
    name: str, data: bytes, address: str, page: DocumentRecord | None, jurisdiction: str
) -> Outcome:
    from .pipeline import analyse

    outcome = guarded(
        address, lambda: analyse(_in_district(replace(read(name, data), name=address), jurisdiction))
    )
    if outcome.extraction is None:
        assert outcome.error is not None
        return Outcome(address, None, SourceError(address, outcome.error.code, **outcome.error.params))
    return Outcome(address, _issued(outcome.extraction, page))


def _in_district(document: Document, jurisdiction: str) -> Document:
    """A document of a site whose district is known, where the document itself states no site."""
    if not jurisdiction or any(item.label == "SiteIDCode" for item in document.metadata):
        return document
    return replace(document, metadata=(*document.metadata, MetaItem("SiteIDCode", jurisdiction + "0000")))


def _issued(extraction: Extraction, page: DocumentRecord | None) -> Extraction:
    """An annex that names neither number nor issuer has its page's issuer: 附件1 of two districts are two."""
    from .pipeline import identity

    document = extraction.documents[0]
    if page is None or not page.issuer or document.doc_number or document.issuer or not document.title:
        return extraction
    return rekeyed(extraction, identity("", page.issuer, document.title, document.sha256))


def readable_name(part: Part) -> str:
    """The first name of a file whose suffix a reader knows: as shown, as asked for, as answered."""
    names = (part.name, part.url, part.final_url)
    return next((n for n in names if suffix_of(n) in SUFFIXES), part.name or part.url)


# --------------------------------------------------------------------------------------------------
# What could not be read


def with_findings(
    extractions: Sequence[Extraction], failures: Sequence[tuple[str, SourceError]]
) -> tuple[Extraction, ...]:
    """An article's unread parts as findings of its first document: they belong to the publication."""
    if not extractions or not failures:
        return tuple(extractions)
    first = extractions[0]
    key = first.documents[0].document_id
    records = tuple(
        FindingRecord(
            finding_id=f"{key}-m{number}",
            document_id=key,
            subject_id=key,
            severity="info" if error.code == "no_list_inside" else "warning",
            code=error.code,
            field="source",
            raw=source,
            message=f"{source}：" + render(error.code, "zh", error.params),
        )
        for number, (source, error) in enumerate(failures, 1)
    )
    return (replace(first, findings=(*first.findings, *records)), *extractions[1:])
