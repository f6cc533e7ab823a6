"""The field in which one says where a salon is: any country, by any of its names."""

from collections.abc import Sequence

from salon.settings.regions import Region, region_of, regions, regions_found
from salon.text import _
from ui.kit.picker import Picker, Show
from ui.kit.rows import Line


class RegionField(Picker):
    """Type a country in English or Chinese, or its letters; its key is the region's."""

    def __init__(self, region: str, name: str = "") -> None:
        hint = _("Type a country")
        super().__init__(self._offered, hint, name=name, line=_line(region_of(region)))
        self._last = region
        self.taken.connect(self._keep)

    @property
    def region(self) -> Region:
        """The region that is chosen."""
        return region_of(self._last)

    def put(self, line: Line | str | None) -> None:
        """Show a region, by its id or its line, without telling anyone."""
        if isinstance(line, str):
            line = _line(region_of(line))
        if line is not None:
            self._last = str(line.key)
        super().put(line)

    def choose(self, region: str) -> None:
        """Take a region, as if somebody had."""
        self.put(region)
        self.taken.emit(self.line)

    def _keep(self, line: Line | None) -> None:
        if line is None:  # a salon is somewhere
            self.put(self._last)

    def _offered(self, text: str, show: Show) -> None:
        is_as_it_was = self.line is not None and text == self.line.name
        found: Sequence[Region] = regions_found(text)
        show([_line(one) for one in (regions() if is_as_it_was or not text else found)])


def _line(region: Region) -> Line:
    letters = region.country or region.id.upper()
    return Line(region.name, f"{letters} · {region.currency}", key=region.id)
