"""Files of the four formats made from lines, as offices and web pages make them."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

TEXTS = Path(__file__).parents[4] / "shared" / "law" / "texts"
FONTS = Path("/usr/share/fonts/truetype")
FONT_FILES = ("noto/NotoSans-Regular.ttf", "noto/NotoSerif-Regular.ttf", "dejavu/DejaVuSans.ttf")


def lines_of(articles: Sequence[dict[str, Any]]) -> list[str]:
    """The lines of a stored text, as a clean document has them."""
    lines: list[str] = []
    for article in articles:
        lines += [f"Điều {article['article']}. {article['title']}", *article["text"].split("\n")]
    return lines


def make_txt(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def make_html(path: Path, lines: Sequence[str]) -> Path:
    """A page with a menu, a script and a foot around the text."""
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Văn bản</title></head><body>'
        "<nav><p>Trang chủ</p></nav><script>var x = 'Điều 999. Mã';</script>"
        f'<div class="text">{body}</div><footer><p>Liên hệ 1900</p></footer></body></html>'
    )
    path.write_text(page, encoding="utf-8")
    return path


def make_docx(path: Path, lines: Sequence[str]) -> Path:
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def make_pdf(path: Path, lines: Sequence[str], password: str | None = None) -> Path:
    """Justified text with first lines indented, a running head that changes and page numbers."""
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    font = next((FONTS / name for name in FONT_FILES if (FONTS / name).is_file()), None)
    if font is None:
        pytest.skip("no font with Vietnamese letters is installed")
    pdfmetrics.registerFont(TTFont("Viet", str(font)))
    style = ParagraphStyle("law", fontName="Viet", fontSize=11, leading=15, firstLineIndent=24, alignment=TA_JUSTIFY)

    def furniture(canvas: Any, page: Any) -> None:
        canvas.setFont("Viet", 9)
        canvas.drawString(60, 800, f"CÔNG BÁO/Số {page.page} + 12/Ngày 28-12-2019")
        canvas.drawString(300, 30, str(page.page))

    encryption = StandardEncryption(password) if password else None
    document = SimpleDocTemplate(str(path), encrypt=encryption)
    story = [Paragraph(html.escape(line), style) for line in lines]
    document.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return path


def make_picture_pdf(path: Path) -> Path:
    """A PDF whose pages hold lines and boxes but no letter."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for _ in range(3):
        canvas.rect(50, 50, 300, 400, fill=1)
        canvas.showPage()
    canvas.save()
    return path


NOTED = (
    "Thợ trong xưởng gỗ trên đồi làm tám giờ mỗi ngày, nghỉ giữa giờ ba",
    "Khách của xưởng được vào xem từ sáng, nhưng phải ra về trước năm",
)


def make_noted_pdf(path: Path) -> Path:
    """A consolidated page: a raised note mark in a title and small notes at the foot."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    make_pdf(path, ["Lời."])  # registers the font
    canvas = Canvas(str(path))
    for page in (1, 2):
        canvas.setFont("Viet", 12)
        title = f"Điều {page}. Giờ làm của thợ"
        canvas.drawString(80, 700, title)
        canvas.drawString(60, 680, NOTED[page - 1])
        canvas.drawString(60, 664, "mươi phút.")
        canvas.setFont("Viet", 7)
        canvas.drawString(80 + pdfmetrics.stringWidth(title, "Viet", 12), 705, f"{page + 10}")
        canvas.drawString(60, 80, f"{page + 10} Điều này được sửa theo một văn bản khác")
        canvas.drawString(60, 70, "và có hiệu lực từ năm sau.")
        canvas.showPage()
    canvas.save()
    return path
