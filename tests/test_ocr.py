from __future__ import annotations

import io
from dataclasses import replace

import pytest
from qingdan.extract import ocr, pdf
from qingdan.extract.ocr import Reading, joined_boxes
from qingdan.model import Cell, Paragraph, Place, SourceError, Table

from .pdf_maker import Sheet, make


def reading(text: str, size: float = 40.0, x: float = 100.0, confidence: float = 1.0, gaps=()) -> Reading:
    """A line whose ink begins at x; `gaps` are (index, pixels) left open before a character."""
    spots, start, open_before = [], x, dict(gaps)
    for i, char in enumerate(text):
        x += open_before.get(i, 0)
        wide = size * (0.9 if char > "\u2e80" else 0.4)
        spots.append((char, x, x + wide, confidence))
        x += wide + 0.1 * size
    return Reading(tuple(spots), start, 50.0, x, 50.0 + size * 1.3)


def text_of(spots) -> str:
    return "".join(spot[0] for spot in spots)


# --------------------------------------------------------------------------------------------------
# Marks


@pytest.mark.parametrize(
    ("line", "wide_brackets", "expected"),
    [
        pytest.param(reading("规划(2021", gaps=[(2, 20)]), False, "规划（2021", id="room of a wide bracket"),
        pytest.param(reading("VOCs(NOx"), False, "VOCs(NOx", id="narrow between Latin letters"),
        pytest.param(reading("VOCs(NOx"), True, "VOCs(NOx", id="narrow there whatever the page has"),
        pytest.param(reading("(%)"), True, "（%）", id="at the ends the page decides"),
        pytest.param(reading("(%)"), False, "(%)", id="and otherwise nothing does"),
        pytest.param(
            reading("年-2025", gaps=[(1, 8), (2, 8)]), False, "年—2025", id="dash as wide as a character"
        ),
        pytest.param(reading("COD-5"), False, "COD-5", id="hyphen"),
        pytest.param(reading("面积〔2022〕Ⅲ类m³"), True, "面积〔2022〕Ⅲ类m³", id="other marks stay"),
    ],
)
def test_width_of_marks(line, wide_brackets, expected):
    assert text_of(ocr.punctuated(line, 40.0, wide_brackets)) == expected


def test_brackets_of_a_page():
    wide = reading("绿化（率）和（天）")
    narrow = reading("绿化(率高", gaps=[(2, -3)])
    assert ocr.brackets_are_wide([wide])
    assert not ocr.brackets_are_wide([wide, narrow])
    assert not ocr.brackets_are_wide([reading("绿化（率")])


def test_boxes_side_by_side_are_one_line():
    assert joined_boxes([(60, 0, 80, 20), (0, 0, 20, 20), (30, 2, 50, 20), (0, 60, 20, 80)]) == [
        (0, 0, 80, 20),
        (0, 60, 20, 80),
    ]


# --------------------------------------------------------------------------------------------------
# Figures are read twice


@pytest.mark.parametrize(
    ("first", "second", "text", "lowest"),
    [
        pytest.param(
            reading("669", confidence=0.98), reading("6.99", confidence=0.99), "6.99", 0.5, id="lost point"
        ),
        pytest.param(
            reading("97", confidence=0.99), reading("∠7", confidence=0.5), "97", 0.5, id="first is surer"
        ),
        pytest.param(reading("6.99"), reading("6.99"), "6.99", 1.0, id="the same twice"),
        pytest.param(reading("2025年"), reading("2025牛"), "2025年", 1.0, id="words do not count"),
        pytest.param(reading("45"), None, "45", 1.0, id="nothing the second time"),
    ],
)
def test_figures(monkeypatch, first, second, text, lowest):
    monkeypatch.setattr(ocr, "read_crop", lambda image, box: second)
    found = ocr.confirmed(None, first)
    assert text_of(found.chars) == text
    assert min(spot[3] for spot in found.chars) == lowest


def test_lines_without_figures_are_read_once(monkeypatch):
    monkeypatch.setattr(ocr, "read_crop", lambda image, box: pytest.fail("read again"))
    line = reading("加强监管")
    assert ocr.confirmed(None, line) is line


def test_low_confidence_is_a_finding():
    place = Place(page=1, bbox=(0, 0, 10, 10))
    table = Table(
        (Cell(0, 0, "97", place, confidence=0.5), Cell(0, 1, "区水利局", place, confidence=0.99)), place
    )
    blocks = [
        table,
        Paragraph("附件1", place, confidence=0.7),
        Paragraph("—2—", place, "furniture", confidence=0.3),
    ]
    found = list(pdf.doubts(blocks))
    assert [f.raw for f in found] == ["97", "附件1"]
    assert {f.code for f in found} == {"ocr_low_confidence"}
    assert found[0].places == (place,)
    assert found[0].params == {"confidence": 0.5}


# --------------------------------------------------------------------------------------------------
# Without the extra


def test_missing_extra_is_one_clear_line(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SourceError) as caught:
        ocr.read("scan.png", b"\x89PNG")
    assert caught.value.code == "ocr_missing"
    assert 'pip install "qingdan[ocr]"' in str(caught.value)
    assert "\n" not in str(caught.value)


def picture(draw, size=(827, 1170), angle: float = 0.0, kind: str = "PNG", **options) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", size, "white")
    draw(ImageDraw.Draw(image))
    if angle:
        image = image.rotate(angle, fillcolor="white", resample=Image.Resampling.BICUBIC)
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def scanned(sheet: Sheet) -> None:
    from reportlab.lib.utils import ImageReader

    image = picture(lambda pen: pen.rectangle((100, 100, 300, 300), outline="black"))
    sheet.canvas.drawImage(ImageReader(io.BytesIO(image)), 0, 0, 595, 842)


def upright(sheet: Sheet) -> None:
    for i in range(10):
        sheet.text(90, 120 + 28 * i, f"加强水环境保护工作第{i}项", 14)


def test_mixed_pdf_without_the_extra_keeps_its_text(monkeypatch):
    pytest.importorskip("reportlab")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    document = pdf.read("mixed.pdf", make(upright, scanned))
    (finding,) = [f for f in document.findings if f.code == "ocr_page_missing"]
    assert (finding.severity, finding.places[0].page) == ("error", 2)
    assert len(document.blocks) == 10


def test_scan_without_the_extra(monkeypatch):
    pytest.importorskip("reportlab")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SourceError) as caught:
        pdf.read("scan.pdf", make(scanned, scanned))
    assert caught.value.code == "ocr_missing"


def test_text_laid_under_a_scan_is_used_with_a_warning(monkeypatch):
    pytest.importorskip("reportlab")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    def searchable(sheet: Sheet) -> None:
        scanned(sheet)
        for i in range(10):
            sheet.text(90, 120 + 28 * i, f"加强水环境保护工作第{i}项", 14, mode=3)

    document = pdf.read("scan.pdf", make(searchable))
    assert "pdf_hidden_layer" in {f.code for f in document.findings}
    assert len(document.blocks) == 10


# --------------------------------------------------------------------------------------------------
# Pictures (OpenCV)


def pixels(data: bytes):
    ((image, _, width),) = ocr._frames("scan.png", data)
    return image, width


def lines_of_text(pen) -> None:
    for y in range(100, 1000, 40):
        for x in range(100, 700, 26):
            pen.rectangle((x, y, x + 18, y + 18), fill="black")


@pytest.mark.parametrize("angle", [0.0, 0.7, -1.8, 3.5])
def test_skew(angle):
    pytest.importorskip("cv2")
    image, _ = pixels(picture(lines_of_text, angle=angle))
    assert ocr.skew(image) == pytest.approx(-angle, abs=0.1)


def test_rules_of_a_picture():
    pytest.importorskip("cv2")

    def draw(pen) -> None:
        for y in (200, 300, 400):
            pen.line((100, y, 700, y), fill="black", width=2)
        for x in (100, 400, 700):
            pen.line((x, 200, x, 400), fill="black", width=2)
        pen.line((450, 250, 560, 250), fill="black", width=3)  # 一 inside a line of text

    image, _ = pixels(picture(draw))
    unit = image.shape[1] / 827
    line = Reading((("一", 440 * unit, 570 * unit, 1.0),), 440 * unit, 225 * unit, 570 * unit, 275 * unit)
    rules = list(ocr.find_rules(image, [line]))
    across = [r for r in rules if r[2] - r[0] > r[3] - r[1]]
    assert (len(across), len(rules) - len(across)) == (3, 3)
    assert len(list(ocr.find_rules(image, []))) == 7


@pytest.mark.parametrize(
    ("dpi", "pixel_width", "points"),
    [((300, 300), 2480, 595.2), ((72, 72), 1000, 595.3), (None, 1000, 595.3), ((0, 0), 1000, 595.3)],
)
def test_size_on_paper(dpi, pixel_width, points):
    assert ocr._points(pixel_width, dpi) == pytest.approx(points, abs=0.1)


def test_tiff_gives_all_its_pages():
    from PIL import Image

    frames = [Image.new("L", (827, 1170), 255) for _ in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    assert len(list(ocr._frames("scan.tif", out.getvalue()))) == 3


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(50), b"\xff\xd8\xff" + bytes(50), b"BM" + bytes(60)]
)
def test_damaged_pictures(data):
    with pytest.raises(SourceError) as caught:
        list(ocr._frames("scan.png", data))
    assert caught.value.code == "ocr_bad_image"


# --------------------------------------------------------------------------------------------------
# The whole way (rapidocr)


def table_page(pen) -> None:
    from PIL import ImageFont

    font = ImageFont.load_default(size=22)
    xs, ys = (80, 250, 500, 740), (200, 260, 320, 380)
    for y in ys:
        pen.line((xs[0], y, xs[-1], y), fill="black", width=2)
    for x in xs:
        pen.line((x, ys[0], x, ys[-1]), fill="black", width=2)
    rows = [("No", "Item", "Value"), ("1", "Forest cover", "45.5"), ("2", "Clean air days", "328")]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            pen.text((xs[c] + 20, ys[r] + 16), text, fill="black", font=font)


def test_scanned_table():
    pytest.importorskip("rapidocr")
    pytest.importorskip("cv2")
    document = ocr.read("scan.png", picture(table_page, angle=0.8))
    (table,) = [b for b in document.blocks if isinstance(b, Table)]
    cells = {(c.row, c.col): c for c in table.cells}
    assert [cells[r, 2].text for r in range(3)] == ["Value", "45.5", "328"]
    assert cells[1, 1].text.replace(" ", "") == "Forestcover"
    assert all(c.confidence is not None and 0 < c.confidence <= 1 for c in table.cells)
    box = cells[1, 2].place.bbox
    assert box is not None
    assert box[0] == pytest.approx(500 * 595.3 / 827, abs=8)
    assert document.pages == 1
    assert document.media_type == "image/png"


WEAK = "a dozen Latin letters read nearly as well upside down; a page of Chinese does not"


@pytest.mark.parametrize("quarter", [1, pytest.param(2, marks=pytest.mark.xfail(reason=WEAK, strict=True))])
def test_turned_scan(quarter):
    """A page that was fed in the wrong way round; its places are those on the picture as it is."""
    pytest.importorskip("rapidocr")
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("cv2")
    image, width = pixels(picture(table_page))
    turned = numpy.ascontiguousarray(numpy.rot90(image, quarter))
    content = ocr.read_image(turned, 1, width * turned.shape[1] / image.shape[1])
    (table,) = content.tables
    assert [c.text for c in table.block.cells][2::3] == ["Value", "45.5", "328"]
    scale = 595.3 / 827
    x0, top, x1, bottom = (500 * scale, 260 * scale, 740 * scale, 320 * scale)  # of 45.5 on the upright page
    wide, high = 595.3, 595.3 * 1170 / 827
    expected = {
        1: (top, wide - x1, bottom, wide - x0),
        2: (wide - x1, high - bottom, wide - x0, high - top),
    }[quarter]
    box = next(c.place.bbox for c in table.block.cells if c.text == "45.5")
    assert box == pytest.approx(expected, abs=6)


def test_picture_without_text():
    pytest.importorskip("rapidocr")
    pytest.importorskip("cv2")
    with pytest.raises(SourceError) as caught:
        ocr.read("blank.png", picture(lambda pen: None))
    assert caught.value.code == "ocr_no_text"


def test_engine_is_not_left_in_another_mode():
    """rapidocr keeps the switches of its last call."""
    pytest.importorskip("rapidocr")
    pytest.importorskip("cv2")
    image, _ = pixels(picture(table_page))
    first = ocr.recognise(image)
    assert ocr.read_crop(image, (first[0].x0, first[0].top, first[0].x1, first[0].bottom)) is not None
    assert [replace(r) for r in ocr.recognise(image)] == first
