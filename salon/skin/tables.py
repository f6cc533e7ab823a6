"""What is stored of skin over time."""

from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import Connection, Index, LargeBinary, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.skin.model import AssessmentId, PhotoId
from salon.store.base import Base, Record, own_id, table_of
from salon.store.leaning import Tie, leans
from salon.store.strict import STRICT


class Assessment(Record):
    """One look at her skin."""

    __tablename__ = "assessment"
    __table_args__ = (
        Index("ix_assessment_client_id", "client_id", "day"),
        *Record.__table_args__,
    )

    id: Mapped[AssessmentId] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    day: Mapped[date]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    skin_type: Mapped[str] = mapped_column(default="")
    fitzpatrick: Mapped[int | None]  # I to VI (Fitzpatrick 1988)
    note: Mapped[str] = mapped_column(default="")
    hopes: Mapped[str] = mapped_column(default="")
    said: Mapped[str] = mapped_column(default="")
    cleansed: Mapped[bool | None]  # before anything was measured
    rested: Mapped[int | None]  # minutes
    humidity: Mapped[float | None]  # per cent, of the room
    temperature: Mapped[float | None]  # °C


class SkinFinding(Record):
    """What was seen in one zone."""

    __tablename__ = "finding"

    assessment_id: Mapped[AssessmentId] = leans("assessment.id", Tie.PART, index=True)
    zone: Mapped[str]
    condition: Mapped[str]
    grade: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
    x: Mapped[float | None]  # of a point, within the unit box of its view
    y: Mapped[float | None]
    line: Mapped[str] = mapped_column(default="")  # of a line: JSON [[x, y], …]


class SkinReading(Record):
    """What an instrument said; units of skin_measures."""

    __tablename__ = "skin_reading"

    assessment_id: Mapped[AssessmentId] = leans("assessment.id", Tie.PART, index=True)
    measure: Mapped[str]
    zone: Mapped[str] = mapped_column(default="")
    value: Mapped[float]  # of several repeats their median
    unit: Mapped[str]
    device: Mapped[str] = mapped_column(default="")  # its model; "": not noted
    repeats: Mapped[str] = mapped_column(default="")  # JSON: all readings of three


class SkinQuiz(Record):
    """A questionnaire that was answered, with what came of it."""

    __tablename__ = "skin_quiz"
    __table_args__ = (
        Index("ix_skin_quiz_client_id", "client_id", "day"),
        *Record.__table_args__,
    )

    id: Mapped[int] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    quiz: Mapped[str]  # photo, type16
    answers: Mapped[str]  # JSON: by question, which option, from 0
    result: Mapped[str]  # IV, DSPW
    day: Mapped[date]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class Photo(Record):
    """A photograph in her file; the picture itself lies under its hash."""

    __tablename__ = "photo"

    id: Mapped[PhotoId] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    assessment_id: Mapped[int | None] = leans("assessment.id", Tie.OWN, index=True)
    hash: Mapped[str] = mapped_column(index=True)  # SHA-256 of the picture
    thumb_hash: Mapped[str] = mapped_column(default="")  # of the small one; "": gone
    view: Mapped[str] = mapped_column(default="")
    width: Mapped[int]  # pixels
    height: Mapped[int]
    taken: Mapped[datetime]
    consent_id: Mapped[int | None] = leans("client_consent.id", Tie.NAMES)
    is_public: Mapped[bool] = mapped_column(default=False)  # its own switch
    points: Mapped[str] = mapped_column(default="")  # JSON: both eyes and the mouth


class PhotoMark(Record):
    """What was drawn on a photograph, kept apart from it."""

    __tablename__ = "photo_mark"

    photo_id: Mapped[PhotoId] = leans("photo.id", Tie.PART, index=True)
    kind: Mapped[str]  # of `salon.skin.marking.Kind`
    strokes: Mapped[str]  # JSON, in a box of one by one
    words: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class Tick(Record):
    """The twenty seconds of a visit or a call: five habits, 0 to 4."""

    __tablename__ = "tick"
    __table_args__ = (
        Index("ix_tick_client_id", "client_id", "on"),
        *Record.__table_args__,
    )

    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    on: Mapped[date]
    sleep: Mapped[int | None]
    water: Mapped[int | None]
    sunscreen: Mapped[int | None]
    movement: Mapped[int | None]
    home_care: Mapped[int | None]
    way: Mapped[str] = mapped_column(default="")  # "visit", "call"; "": another
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class Picture(Base):
    """The bytes of a photograph, once; never changed, collected when unused."""

    __tablename__ = "picture"
    __table_args__ = (STRICT,)

    hash: Mapped[str] = mapped_column(primary_key=True)
    image: Mapped[bytes] = mapped_column(LargeBinary)  # JPEG without EXIF
    thumb: Mapped[bytes] = mapped_column(LargeBinary)  # JPEG, at most 256 pixels


PICTURE = table_of(Picture)


def shelve(connection: Connection, digest: str, image: bytes, thumb: bytes) -> str:
    """Keep a picture once, whoever brings it; return the hash of its small one.

    A photograph names both, and so the history vouches for both.
    """
    known = select(PICTURE.c.thumb).where(PICTURE.c.hash == digest)
    kept: bytes | None = connection.scalar(known)
    if kept is None:  # first the picture, then what names it
        values = {"hash": digest, "image": image, "thumb": thumb}
        connection.execute(insert(PICTURE).values(values))
    return sha256(thumb if kept is None else kept).hexdigest()
