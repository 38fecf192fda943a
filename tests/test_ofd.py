from __future__ import annotations

import io
import zipfile

import pytest
from qingdan.extract import ofd
from qingdan.model import Paragraph, SourceError, Table

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, words: str, size: float = 4.0, delta: str = "") -> str:
    delta = delta or f"g {max(1, len(words) - 1)} {size}"
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 {size}" Size="{size}" Font="1">'
        f'<ofd:TextCode X="0" Y="{size * 0.88}" DeltaX="{delta}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {x1 - x0 + 0.3} {y1 - y0 + 0.3}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def make(*pages: str, extra: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/P{i}/Content.xml"/>' for i in range(len(pages)))
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for i, content in enumerate(pages):
            archive.writestr(
                f"Doc_0/Pages/P{i}/Content.xml",
                f"<ofd:Page {NS}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>",
            )
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def test_table_and_paragraphs():
    xs, ys = (20, 40, 120, 180), (60, 70, 80)
    rules = "".join(line(20, y, 180, y) for y in ys) + "".join(line(x, 60, x, 80) for x in xs)
    cells = [["序号", "任务清单", "责任单位"], ["1", "加强再生水利用。", "区水利局"]]
    words = "".join(text(xs[c] + 1, ys[r] + 3, cells[r][c]) for r in range(2) for c in range(3))
    document = ofd.read("plan.ofd", make(text(60, 30, "任务分解方案", 7) + rules + words))
    title, table = document.blocks
    assert isinstance(title, Paragraph)
    assert title.text == "任务分解方案"
    assert isinstance(table, Table)
    assert [c.text for c in table.cells] == [t for row in cells for t in row]
    assert table.place.bbox == pytest.approx((56.7, 170.1, 510.2, 226.8), abs=1)
    assert document.pages == 1


def test_steps_and_blanks():
    document = ofd.read("plan.ofd", make(text(20, 30, "2022年7月", 4, "2 2 2 3 4 3")))
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["2022年7月"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"PK\x03\x04broken", "ofd_damaged", id="no zip"),
        pytest.param(
            make(text(20, 30, "一"), extra={"Doc_0/Encryptions.xml": "<a/>"}),
            "encrypted_source",
            id="encrypted",
        ),
        pytest.param(make(""), "no_text", id="empty page"),
        pytest.param(make(text(20, 30, "一")[:-5]), "ofd_damaged", id="broken XML"),
    ],
)
def test_unreadable(data, code):
    with pytest.raises(SourceError) as caught:
        ofd.read("plan.ofd", data)
    assert caught.value.code == code
