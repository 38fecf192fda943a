"""Small PDFs for the tests, drawn with reportlab in its unembedded Chinese font (y runs down, in points)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

WIDTH, HEIGHT = 595.0, 842.0
FONT = "STSong-Light"


class Sheet:
    """A page to draw on, measured from the top left."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas

    def text(
        self, x: float, base: float, words: str, size: float = 10.5, font: str = FONT, mode: int = 0
    ) -> None:
        self.canvas.saveState()
        line = self.canvas.beginText(x, HEIGHT - base)
        line.setFont(font, size)
        line.setTextRenderMode(mode)
        line.textOut(words)
        self.canvas.drawText(line)
        self.canvas.restoreState()

    def centred(self, x0: float, x1: float, base: float, words: str, size: float = 10.5) -> None:
        self.text((x0 + x1 - len_of(words, size)) / 2, base, words, size)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.7)
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A thin filled rectangle where others draw a line."""
        self.canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def grid(self, xs: Iterable[float], ys: Iterable[float]) -> None:
        xs, ys = list(xs), list(ys)
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])


def len_of(words: str, size: float) -> float:
    return sum(size if ord(c) > 0x2E80 else size / 2 for c in words)


def make(*pages: Callable[[Sheet], None], rotate: int = 0, encrypt: Any = None) -> bytes:
    """A PDF with one page per drawing function."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    size = (HEIGHT, WIDTH) if rotate in (90, 270) else (WIDTH, HEIGHT)  # reportlab turns the page's box too
    canvas = Canvas(out, pagesize=size, encrypt=encrypt, invariant=1)
    for draw in pages:
        if rotate:
            canvas.setPageRotation(rotate)
        draw(Sheet(canvas))
        canvas.showPage()
    canvas.save()
    return out.getvalue()
