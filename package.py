"""The library's face: `qingdan.extract(...)` gives a Package of typed records, on request as DataFrames."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .lightclass import dataclass
from .model import (
    TABLES,
    CheckRecord,
    CoverageRecord,
    DocumentRecord,
    Extraction,
    FindingRecord,
    IndicatorRecord,
    IndicatorValueRecord,
    ListRecord,
    OrganizationRecord,
    ParagraphRecord,
    ProgressRecord,
    ProjectRecord,
    ResponsibilityRecord,
    SectionRecord,
    TargetRecord,
    TaskRecord,
)

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Package:
    """What came of some sources: one Extraction a document, and a finding for each source that was not read."""

    extractions: tuple[Extraction, ...]
    failures: tuple[FindingRecord, ...] = ()

    def table(self, name: str) -> Iterator[Any]:
        """The records of one table of the contract over all documents. KeyError for an unknown name."""
        if name not in TABLES:
            raise KeyError(name)
        for extraction in self.extractions:
            yield from extraction.table(name)
        if name == "findings":
            yield from self.failures

    @property
    def tasks(self) -> list[TaskRecord]:
        return list(self.table("tasks"))

    @property
    def indicators(self) -> list[IndicatorRecord]:
        return list(self.table("indicators"))

    @property
    def projects(self) -> list[ProjectRecord]:
        return list(self.table("projects"))

    @property
    def progress(self) -> list[ProgressRecord]:
        return list(self.table("progress"))

    @property
    def sections(self) -> list[SectionRecord]:
        return list(self.table("sections"))

    @property
    def paragraphs(self) -> list[ParagraphRecord]:
        return list(self.table("paragraphs"))

    @property
    def checks(self) -> list[CheckRecord]:
        return list(self.table("checks"))

    @property
    def findings(self) -> list[FindingRecord]:
        return list(self.table("findings"))

    @property
    def documents(self) -> list[DocumentRecord]:
        return list(self.table("documents"))

    @property
    def lists(self) -> list[ListRecord]:
        return list(self.table("lists"))

    @property
    def indicator_values(self) -> list[IndicatorValueRecord]:
        return list(self.table("indicator_values"))

    @property
    def responsibilities(self) -> list[ResponsibilityRecord]:
        return list(self.table("responsibilities"))

    @property
    def organizations(self) -> list[OrganizationRecord]:
        return list(self.table("organizations"))

    @property
    def targets(self) -> list[TargetRecord]:
        return list(self.table("targets"))

    @property
    def coverage(self) -> list[CoverageRecord]:
        return list(self.table("coverage"))

    def to_pandas(self) -> dict[str, pandas.DataFrame]:
        """Every table as a DataFrame, by its name."""
        from .output.frames import frames

        return frames(self.extractions, findings=self.failures)

    def write(
        self, out: str | os.PathLike[str], formats: Sequence[str] = ("csv", "json"), **options: Any
    ) -> None:
        """Write the package into a folder, whole or not at all (see output.package.write)."""
        from . import __version__
        from .output import package

        package.write(
            self.extractions,
            Path(out),
            formats=formats,
            version=__version__,
            findings=self.failures,
            **options,
        )


def extract_files(*sources: str | os.PathLike[str], jobs: int | None = None) -> Package:
    """Read files, folders, globs or archives; a source that cannot be read is a row in `failures`."""
    from .run import extract_sources

    result = extract_sources([os.fspath(s) for s in sources], jobs=jobs)
    return Package(tuple(result.extractions), tuple(result.finding_records()))


def extract_bytes(name: str, data: bytes) -> Extraction:
    """Read one document from memory. Raises SourceError if it cannot be read."""
    from .pipeline import extract_document

    return extract_document(name, data)
