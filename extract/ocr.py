"""Pictures and scanned pages: recognised with rapidocr where the extra `ocr` is installed."""

from __future__ import annotations

from typing import Any

from ..model import Document, SourceError


def read(name: str, data: bytes) -> Document:
    """The document in a picture (PNG, JPEG, TIFF, BMP). Raises SourceError."""
    raise SourceError(name, "ocr_missing")


def read_pdf_page(name: str, document: Any, index: int) -> Any:
    """A scanned page of an open PDF."""
    raise SourceError(name, "ocr_missing")
