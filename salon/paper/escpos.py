"""A paper from the roll as the bytes that a receipt printer understands.

It is printed as a picture, at the printer's own 203 dots an inch: so every script and
every signature comes out as it is seen, whatever fonts the printer has.
"""

from io import BytesIO

DOTS = 576  # across 72 mm
DPI = 203
INCH = 72
BLACK = 160  # grey values below are dots


def to_escpos(pdf: bytes) -> bytes:
    """Return the pages of a PDF as ESC/POS, cut after each.

    Args:
        pdf: Of pages 80 mm wide.
    """
    import pypdfium2
    from escpos.printer import Dummy

    printer = Dummy()
    # else the library says on standard output that it does not know the width
    printer.profile.profile_data["media"]["width"]["pixels"] = DOTS
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        for page in document:
            grey = page.render(scale=DPI / INCH).to_pil().convert("L")
            left = (grey.width - DOTS) // 2
            strip = grey.crop((left, 0, left + DOTS, grey.height))
            dots = strip.point(lambda value: 255 if value >= BLACK else 0, mode="1")
            printer.image(dots, center=False)
            printer.cut()
    finally:
        document.close()
    made: bytes = printer.output
    return made
