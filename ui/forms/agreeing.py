"""What a client agrees to: statements to tick, the signature, yes or rather not."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from salon.clients.consents import is_full_name, read_signature
from salon.errors import SalonError
from salon.forms.composing import is_signature
from salon.text import N_, _, full_day, hour
from salon.views.forms import FormSight
from ui.kit import icons, style
from ui.kit.buttons import Button, Kind, Tick
from ui.kit.cards import Card, Icon, Rule, Scroll, across, down, held
from ui.kit.fields import FormRow, TextField
from ui.kit.signature import Signature
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words

PAD = 168  # units of height of the field to sign in
BOX = 24  # units of the side of a box to tick


class Agreeing(QWidget):
    """The right side: nothing is ticked before, and both ways out weigh the same."""

    changed = Signal()
    agreed = Signal()
    declined = Signal()

    def __init__(self, sight: FormSight) -> None:
        super().__init__()
        self._sight = sight
        self.is_ready = False
        inside = down(gap=12)
        card = Card(pad=20, gap=8)
        head = Words(_(N_("If you agree")), type=Type.FIGURE)
        card.add(head)
        self.ticks = [Statement(text) for text in sight.words.ticks]
        for at, tick in enumerate(self.ticks):
            if at:
                card.add(Rule())
            card.add(tick)
            tick.toggled.connect(self.changed)
        self.pad = self._signing(card, _(N_("Your signature")), sight.client.name)
        self.why = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.banner: Banner | None = None
        self._card = card
        self.no = Button(_(N_("I would rather not")), act=self.declined.emit)
        self.yes = Button(
            _(N_("I agree and sign")),
            icon="signature",
            kind=Kind.PRIMARY,
            act=self.agreed.emit,
        )
        for button in (self.no, self.yes):
            button.setFixedHeight(48)
        self.yes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = across(self.no, self.yes, gap=10)
        row.setStretch(1, 1)
        back = _(N_("You may take this back at any time; just say so."))
        copy = _(N_("A copy is yours to keep."))
        mark = "" if back.endswith("。") else " "
        card.add(self.why, row)
        card.add(Words(f"{back}{mark}{copy}", type=Type.SMALL, faint=True, wrap=True))
        self.by: TextField | None = None
        self.of: TextField | None = None
        self.stays: Tick | None = None
        self.guardian_pad: Signature | None = None
        if sight.needs_guardian and not sight.waits_until:
            inside.addWidget(self._guardian())
        inside.addWidget(card)
        inside.addStretch(1)
        column = down(Scroll(held(inside)))
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)

    # what was said

    @property
    def ticked(self) -> int:
        """How many statements are ticked."""
        return sum(one.isChecked() for one in self.ticks)

    @property
    def signature(self) -> str:
        """What is drawn, as JSON of strokes."""
        return self.pad.value()

    @property
    def guardian(self) -> str:
        """The name of the parent or guardian."""
        return self.by.text().strip() if self.by is not None else ""

    @property
    def relation(self) -> str:
        """How the guardian is related."""
        return self.of.text().strip() if self.of is not None else ""

    @property
    def guardian_signature(self) -> str:
        """What the guardian drew."""
        return self.guardian_pad.value() if self.guardian_pad is not None else ""

    @property
    def is_in_room(self) -> bool:
        """Whether the guardian stays."""
        return self.stays is not None and self.stays.isChecked()

    def draw(self, written: Mapping[str, object]) -> None:
        """Write and draw again what was there before; what is there now stays."""
        for field, name in ((self.by, "guardian"), (self.of, "relation")):
            if field is not None and not field.text():
                field.setText(str(written.get(name) or ""))
        pads = ((self.pad, "signature"), (self.guardian_pad, "guardian_signature"))
        for pad, name in pads:
            strokes = str(written.get(name) or "")
            read = read_signature(strokes) if strokes else None
            if read is not None and pad is not None and pad.is_empty:
                pad.put(read)
        self.changed.emit()

    def wake(self, *, is_read: bool, lacking: str) -> None:
        """Let the loud button be pressed once nothing is missing; else say what is."""
        why = self._missing(is_read, lacking)
        self.is_ready = not why
        self.yes.setEnabled(self.is_ready)
        self.why.say(why)

    def hold(self) -> None:
        """Let nothing be pressed while it is on its way."""
        self.is_ready = False
        self.yes.setEnabled(False)

    def say(self, error: SalonError) -> None:
        """Say why it was not signed; all that was drawn stays."""
        if self.banner is not None:
            self.banner.hide()
        self.banner = Banner(str(error), Tone.AMBER, icon="alert-triangle")
        self._card.body.insertWidget(0, self.banner)

    # how it is built

    def _signing(self, card: Card, label: str, name: str) -> Signature:
        pad = Signature(label, _(N_("Sign here with pen, finger or mouse")))
        pad.setFixedHeight(PAD)
        again = Button(
            _(N_("Draw it again")), icon="refresh", kind=Kind.QUIET, small=True
        )
        again.clicked.connect(lambda _on=False: pad.clear())
        pad.changed.connect(self.changed)
        card.add(across(Words(label, type=Type.STRONG), None, again))
        card.add(pad)
        now = self._sight.now
        when = f"{full_day(now.date())}, {hour(now)}"
        who = Words(name, type=Type.SMALL, faint=True)
        card.add(across(who, None, Words(when, type=Type.SMALL, faint=True)))
        return pad

    def _guardian(self) -> Card:
        sight = self._sight
        card = Card(pad=16, gap=8)
        said = _(N_("{name} is {age}: a parent or guardian reads and signs too."))
        told = said.format(name=sight.client.name, age=sight.age)
        card.add(across(Icon("users"), Words(told, wrap=True)))
        self.by = TextField(name=_(N_("Name of the parent or guardian")))
        self.of = TextField(name=_(N_("How you are related")))
        for field in (self.by, self.of):
            field.textChanged.connect(lambda _text: self.changed.emit())
        card.add(FormRow(_(N_("Name of the parent or guardian")), self.by))
        card.add(FormRow(_(N_("How you are related")), self.of))
        if sight.must_stay:
            self.stays = Tick(_(N_("I stay in the room")))
            self.stays.toggled.connect(self.changed)
            card.add(self.stays)
        label = _(N_("Signature of the parent or guardian"))
        self.guardian_pad = self._signing(card, label, "")
        self.guardian_pad.setFixedHeight(110)
        return card

    def _missing(self, is_read: bool, lacking: str) -> str:
        sight = self._sight
        if sight.waits_until:
            said = _(N_("This waits until the age of {age}. You lose nothing by it."))
            return said.format(age=sight.waits_until)
        if lacking:
            return _(N_("Still to answer: {question}")).format(question=lacking)
        if not is_read:
            return _(N_("Please read to the end first."))
        if self.ticked < len(self.ticks):
            return _(N_("Please tick what you agree to."))
        if not is_signature(self.signature):
            return _(N_("Please sign in the field."))
        if self.by is None:
            return ""
        if not is_full_name(self.guardian) or not self.relation:
            return _(N_("The parent or guardian writes the name and the relation."))
        if self.stays is not None and not self.is_in_room:
            return _(N_("Under 16 the parent or guardian stays in the room."))
        if not is_signature(self.guardian_signature):
            return _(N_("The parent or guardian signs too."))
        return ""


class Statement(QCheckBox):
    """A statement to tick, over as many lines as it needs; all of it can be pressed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self._words = Words(text, type=Type.READING, wrap=True, parent=self)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows from the width."""
        return True

    def heightForWidth(self, wide: int) -> int:
        """Return how high it is; never less than a finger needs."""
        return max(44, self._words.heightForWidth(wide - BOX - 14) + 8)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(300, self.heightForWidth(self.width() or 360))

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(160, self.heightForWidth(self.width() or 360))

    def resizeEvent(self, event: object) -> None:
        """Keep the words beside the box."""
        room = self.width() - BOX - 14
        high = self._words.heightForWidth(room)
        self._words.setGeometry(BOX + 14, (self.height() - high) // 2, room, high)
        self.updateGeometry()

    def hitButton(self, pos: object) -> bool:
        """Return whether a press there counts: everywhere."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        middle = self.height() / 2
        box = QRectF(1, middle - BOX / 2, BOX, BOX)
        if self.isChecked():
            style.rounded(painter, box, 6, t.accent)
            icons.draw(painter, "check", 5, middle - 8, 16, t.on_accent)
        else:
            style.rounded(painter, box, 6, t.field, t.faint)
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()), 8)
