"""A paper signed by hand, as it comes back from a scanner or a telephone."""

from functools import cache
from io import BytesIO

import pypdfium2
import segno
import typst
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from himpun.letters.rules.codes import paper_code

TOKEN, OTHER = "Vx3kQ9pLm2_tYw7-aZ", "Zz8kQ9pLm2_tYw7-aB"
ADDRESS = "https://himpun.pesisirselatankab.go.id/p/"


def code(token: str = TOKEN, version: int = 2) -> str:
    """What the QR code of a paper says."""
    return paper_code(ADDRESS + token, version)


@cache
def printed(text: str, pages: int = 1) -> bytes:
    """A letter with a code in each page's foot, as a PDF."""
    svg = BytesIO()
    segno.make(text, error="m").save(svg, kind="svg", border=4)
    source = """
    #let code = image(bytes(sys.inputs.qr), format: "svg", width: 2.2cm)
    #set page(paper: "a4", margin: (bottom: 4cm), footer: code)
    #for page in range(int(sys.inputs.pages)) {
      if page > 0 { pagebreak() }
      lorem(250)
    }
    """
    inputs = {"qr": svg.getvalue().decode(), "pages": str(pages)}
    pdf = typst.compile(source.encode(), format="pdf", sys_inputs=inputs)
    assert isinstance(pdf, bytes)
    return pdf


def page_of(pdf: bytes, scale: float = 2.5) -> Image.Image:
    """The first page with its fields, as a printer prints it."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    rendered: Image.Image = document[0].render(scale=scale).to_pil()
    return rendered.convert("RGB")


def picture(text: str, scale: float = 2.0) -> Image.Image:
    """The first page as paper: printed, with a signature of ink across it."""
    rendered: Image.Image = pypdfium2.PdfDocument(printed(text))[0].render(scale=scale).to_pil()
    page = rendered.convert("RGB")
    ink = ImageDraw.Draw(page)
    points = [
        (page.width * (0.55 + 0.03 * i), page.height * (0.7 + 0.03 * (i % 2))) for i in range(9)
    ]
    ink.line(points, fill=(20, 30, 120), width=5)
    return page


def photographed(text: str, *, turned: float = 0, bad: bool = False) -> Image.Image:
    """The page on a desk, turned; ``bad``: dim, blurred and grainy."""
    page = picture(text, scale=3.0)
    desk = Image.new("RGB", (page.width + 400, page.height + 400), (120, 100, 80))
    desk.paste(page, (200, 200))
    desk = desk.rotate(turned, expand=True, fillcolor=(120, 100, 80))
    if bad:
        desk = ImageEnhance.Brightness(desk).enhance(0.55).filter(ImageFilter.GaussianBlur(1.2))
        desk = Image.blend(desk, Image.effect_noise(desk.size, 60).convert("RGB"), 0.2)
    return desk


def as_file(page: Image.Image, kind: str, quality: int = 60) -> bytes:
    """PNG, JPEG or PDF."""
    out = BytesIO()
    page.save(out, kind, **({} if kind == "PNG" else {"quality": quality}))
    return out.getvalue()
