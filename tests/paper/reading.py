"""Reading papers back."""

from io import BytesIO
from typing import cast

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from salon.paper.pages import Paper


def pages(paper: Paper) -> list[str]:
    """Return what each page says."""
    return [page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages]


def squeezed(*texts: str) -> str:
    """Return texts as one, without any blanks."""
    return "".join("".join(texts).split())


def said(paper: Paper) -> str:
    """Return all that a paper says, without any blanks."""
    return squeezed(*pages(paper))


def fonts(paper: Paper) -> dict[str, bool]:
    """Return the fonts of a paper, and whether each lies within it."""
    found = {}
    for page in PdfReader(BytesIO(paper.pdf)).pages:
        resources = cast(DictionaryObject, page["/Resources"])
        for one in cast(DictionaryObject, resources["/Font"]).values():
            font = cast(DictionaryObject, one.get_object())
            descriptor = font.get("/FontDescriptor")
            held = descriptor is not None and "/FontFile2" in descriptor.get_object()
            found[str(font["/BaseFont"])] = held
    return found
