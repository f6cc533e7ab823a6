"""A canvas that says what it draws: structure, language, pictures in words.

ReportLab writes no structure tree. Here every mark on a page is either content, in an
element of the tree (ISO 32000-1, 14.7 and 14.8), or an artifact: a rule, a frame, what
stands again on every page. An element that runs over pages is one element still.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFPage,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

_PAGE_KEYS = ("StructParents", "Tabs")


@dataclass(eq=False, slots=True)
class _Node:
    """One element: its kids are elements and (page, number) of marked content."""

    role: str
    alt: str = ""
    lang: str = ""
    kids: "list[_Node | tuple[Any, int]]" = field(default_factory=list)
    scope: str = ""  # of a table's heading


class TaggedCanvas(Canvas):
    """A canvas whose drawing is structured; `save` writes the tree."""

    def __init__(
        self, pdf: BinaryIO, size: tuple[float, float], font: str, lang: str
    ) -> None:
        """Begin a document whose first font is *font*, the same bytes every time."""
        super().__init__(
            pdf,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            initialFontName=font,  # type: ignore[arg-type]  # a name, in fact
            lang=lang,
        )
        self._root = _Node("Document")
        self._open: list[_Node] = [self._root]
        self._known: dict[object, _Node] = {}
        self._is_inside = False  # of content or an artifact: no mark within a mark
        self._marks: list[_Node] = []  # of this page, by number
        self._by_page: list[list[_Node]] = []

    @contextmanager
    def grouped(
        self, role: str, key: object = None, *, lang: str = "", scope: str = ""
    ) -> Iterator[None]:
        """Let what is marked in this block stand in one element.

        Args:
            role: "Table", "TR", "L", "Sect" and the like.
            key: The same key later adds to the same element, also on another page.
            lang: The language of it, where it is another than the document's.
            scope: "Column" or "Row" for a TH.
        """
        if self._is_inside:
            yield
            return
        node = self._known.get(key) if key is not None else None
        if node is None:
            node = _Node(role, lang=lang, scope=scope)
            self._open[-1].kids.append(node)
            if key is not None:
                self._known[key] = node
        self._open.append(node)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def marked(self, role: str, key: object = None, alt: str = "") -> Iterator[None]:
        """Let what is drawn in this block be the content of one element.

        Within another mark it adds to that one; *alt* says a picture in words.
        """
        if self._is_inside:
            yield
            return
        with self.grouped(role, key):
            node = self._open[-1]
            node.alt = alt or node.alt
            number = len(self._marks)
            node.kids.append((self._doc.thisPageRef(), number))  # type: ignore[attr-defined]
            self._marks.append(node)
            with self._bracket(f"/{role} <</MCID {number}>> BDC"):
                yield

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Let what is drawn in this block be no content: a rule, a frame."""
        if self._is_inside:
            yield
            return
        with self._bracket("/Artifact BMC"):
            yield

    @contextmanager
    def read_as(self, text: str) -> Iterator[None]:
        """Let shapes stand for *text*: it is what is copied and read aloud."""
        coded = text.encode("utf-16-be").hex().upper()
        self.addLiteral(f"/Span <</ActualText <FEFF{coded}>>> BDC")
        yield
        self.addLiteral("EMC")

    @contextmanager
    def _bracket(self, begin: str) -> Iterator[None]:
        self.addLiteral(begin)
        self._is_inside = True
        try:
            yield
        finally:
            self._is_inside = False
            self.addLiteral("EMC")

    def showPage(self) -> None:  # noqa: N802  # the library's name
        """End the page."""
        super().showPage()
        page: Any = self._doc.Pages.pages[-1]  # type: ignore[attr-defined]
        page = self._doc.idToObject.get(getattr(page, "name", None), page)  # type: ignore[attr-defined]
        page.__NoDefault__ = [*PDFPage.__NoDefault__, *_PAGE_KEYS]
        page.StructParents = len(self._by_page)
        page.Tabs = PDFName("S")
        self._by_page.append(self._marks)
        self._marks = []

    def save(self) -> None:
        """Write the document with its tree."""
        doc: Any = self._doc  # type: ignore[attr-defined]
        refs: dict[int, Any] = {}
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        above = doc.Reference(root)
        self._store(doc, self._root, above, refs)
        numbers: list[Any] = []
        for place, marks in enumerate(self._by_page):
            elements = PDFArray([refs[id(node)] for node in marks])
            numbers += [place, doc.Reference(elements)]
        tree = PDFDictionary({"Nums": PDFArray(numbers)})
        root.dict.update(
            K=refs[id(self._root)],
            ParentTree=doc.Reference(tree),
            ParentTreeNextKey=len(self._by_page),
        )
        doc.Catalog.StructTreeRoot = above
        doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        self.setViewerPreference("DisplayDocTitle", "true")
        super().save()

    def _store(self, doc: Any, node: _Node, above: Any, refs: dict[int, Any]) -> Any:
        """Put an element and all below it in the document; return its reference."""
        said = {"Type": PDFName("StructElem"), "S": PDFName(node.role), "P": above}
        if node.alt:
            said["Alt"] = PDFString(node.alt)
        if node.lang:
            said["Lang"] = PDFString(node.lang)
        if node.scope:
            said["A"] = PDFDictionary(
                {"O": PDFName("Table"), "Scope": PDFName(node.scope)}
            )
        element = PDFDictionary(said)
        mine = refs[id(node)] = doc.Reference(element)
        kids: list[Any] = []
        for kid in node.kids:
            if isinstance(kid, _Node):
                kids.append(self._store(doc, kid, mine, refs))
                continue
            page, number = kid
            mark = {"Type": PDFName("MCR"), "Pg": page, "MCID": number}
            is_here = element.dict.setdefault("Pg", page).name == page.name
            kids.append(number if is_here else PDFDictionary(mark))
        element.dict["K"] = PDFArray(kids)
        return mine
