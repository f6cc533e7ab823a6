"""The shelf by commands: in, out, counted, listed, recalled, printed."""

from pathlib import Path

from tests.cli.conftest import Shell

LATER = "2026-12-20T10:00"


def test_goods_come_in_go_off_and_are_counted(shell: Shell) -> None:
    words = ("stock", "in", "su_min", "--amount", "3", "--lot", "A17")
    more = ("--expires", "2027-03-01", "--cost", "8.50", "--supplier", "Maker")
    taken = shell.ask(*words, *more)

    assert (taken["product"]["ref"], taken["on_hand"], taken["pieces"]) == (
        *("su_min", 150.0),
        3.0,
    )
    [batch] = taken["batches"]
    assert (batch["lot"], batch["expires"], batch["state"]) == (
        *("A17", "2027-03-01"),
        "fine",
    )
    assert batch["cost"] == {"minor": 850, "currency": "GBP"}

    off = ("stock", "out", "su_min", "--amount", "12.5ml", "--why", "waste")
    assert shell.refused(*off)["kind"] == "why_blocked"
    assert shell.ask(*off, "--reason", "fell down")["on_hand"] == 137.5
    assert shell.ask("stock", "count", "su_min", "2", "--lot", "a 17")["pieces"] == 2.0

    told = shell.ask("stock", "moves", "su_min")["moves"]
    assert [one["kind"] for one in told] == ["count", "waste", "purchase"]
    assert [(one["before"], one["after"]) for one in told] == [
        *((137.5, 100.0), (150.0, 137.5)),
        (0.0, 150.0),
    ]
    assert told[1]["reason"] == "fell down"
    assert shell.ask("check")["sound"]
    status, out, _err = shell.say("stock", "list")
    assert status == 0
    assert "2 × 50 ml" in out


def test_a_move_is_taken_back_once_and_undo_takes_back_the_last(shell: Shell) -> None:
    shell.ask("stock", "in", "su_min", "--amount", "3", "--lot", "A17")
    [move] = shell.ask("stock", "moves", "su_min")["moves"]
    back = ("stock", "reverse", move["id"], "--reason", "typed wrongly")
    assert shell.ask(*back)["on_hand"] == 0
    assert shell.refused(*back)["kind"] == "reversed_already"
    shell.ask("undo")
    assert shell.ask("stock", "list", "su_min")["stock"][0]["pieces"] == 3
    assert shell.ask("check")["sound"]


def test_low_and_soon_expiring_are_listed_alone(shell: Shell) -> None:
    shell.ask("stock", "set", "su_min", "--min", "4", "--order", "6", "--price", "32")
    shell.ask("stock", "in", "su_min", "--amount", "3")
    shell.ask("stock", "in", "ma_calm", "--amount", "2", "--expires", "2026-12-23")
    shell.ask("stock", "in", "cl_gel", "--amount", "2", "--expires", "2026-12-24")

    [low] = shell.ask("stock", "list", "--low")["stock"]
    assert (low["product"]["ref"], low["to_order"]) == ("su_min", 3)
    assert low["price"] == {"minor": 3200, "currency": "GBP"}
    [soon] = shell.ask("stock", "list", "--expiring")["stock"]
    assert (soon["product"]["ref"], soon["state"]) == ("ma_calm", "soon")
    assert shell.ask("stock", "list", "--expiring", "--days", "31")["total"] == 2
    states = shell.ask("stock", "list", "--expiring", now="2026-12-24T10:00")["stock"]
    assert {one["product"]["ref"]: one["state"] for one in states} == {
        "ma_calm": "expired",
        "cl_gel": "soon",
    }


def test_wrong_words_are_refused_with_what_to_do(shell: Shell) -> None:
    take = ("stock", "in", "su_min", "--amount")
    assert shell.refused(*take, "much")["kind"] == "bad_amount"
    assert shell.refused(*take, "0")["kind"] == "nothing_moved"
    assert shell.refused(*take, "5 g")["kind"] == "bad_amount"
    assert shell.refused(*take, "1", "--cost", "dear")["kind"] == "bad_money"
    assert shell.refused(*take, "1", "--cost", "1.005")["kind"] == "bad_money"
    assert shell.refused(*take, "1", "--expires", "soon")["kind"] == "bad_day"
    assert (
        shell.refused("stock", "in", "nothing", "--amount", "1")["kind"] == "not_found"
    )
    assert shell.refused("stock", "in", "--amount", "1")["kind"] == "what_product"
    assert shell.refused("stock", "fly", "su_min")["kind"] == "nothing_of_the_shelf"
    assert shell.refused("stock", "sheet")["kind"] == "where_to"
    out = ("stock", "out", "su_min", "--amount", "1", "--reason", "it broke")
    assert shell.refused(*out, "--why", "sale")["kind"] == "not_a_write_off"
    assert shell.refused(*out, "--why", "theft")["kind"] == "not_a_write_off"
    assert shell.refused(*out, "--lot", "Z9")["kind"] == "no_such_batch"
    shell.ask(*take, "1", "--lot", "A17", "--expires", "2027-03-01")
    other = (*take, "1", "--lot", "A17", "--expires", "2027-04-01")
    assert shell.refused(*other)["kind"] == "other_expiry"
    assert shell.ask("stock", "list")["stock"][0]["pieces"] == 1


def test_a_recall_names_who_had_it_and_blocks_it(shell: Shell, tmp_path: Path) -> None:
    noor = shell.ask("client", "add", "--name", "Noor", "--phone", "+447700900123")
    shell.ask("stock", "in", "su_min", "--amount", "3", "--lot", "A17")
    sample = ("stock", "out", "su_min", "--amount", "2ml", "--why", "sample")
    shell.ask(*sample, "--client", noor["id"])
    found = shell.ask("stock", "recall", "su_min", "a17", "--reason", "Maker's letter")

    assert (found["given"], found["bought"], found["treated"]) == (1, 0, 0)
    assert found["blocked"] == "Maker's letter"
    [client] = found["clients"]
    assert (client["id"], client["phone"]) == (noor["id"], "+447700900123")
    assert shell.refused(*sample)["kind"] == "batch_blocked"
    paper = tmp_path / "recall.pdf"
    assert shell.ask("stock", "recall", "su_min", "A17", "--out", paper)["pages"] == 1
    sheet = tmp_path / "count.pdf"
    printed = shell.ask("stock", "sheet", "--out", sheet)
    assert (printed["pages"], printed["missing_characters"]) == (1, [])
    assert sheet.read_bytes().startswith(b"%PDF")
    shell.ask("stock", "release", "su_min", "A17", "--reason", "cleared by the maker")
    assert shell.ask(*sample)["batches"][0]["blocked"] is None


def test_a_record_takes_what_it_says_was_used(shell: Shell, tmp_path: Path) -> None:
    noor = shell.ask("client", "add", "--name", "Noor", "--phone", "+447700900123")
    shell.ask("stock", "in", "se_ha", "--amount", "2", "--lot", "B2")
    shell.ask("stock", "use", "se_ha", "fac_deep", "--amount", "2ml")
    visit = shell.ask("book", noor["id"], "fac_deep", "--at", "2026-11-23T11:00")["id"]
    shell.ask("arrive", visit)
    record = tmp_path / "record.json"
    record.write_text('{"products": [{"product": "se_ha", "batch": "B2"}]}')
    done = shell.ask("complete", visit, record, now="2026-11-23T12:30")

    [line] = shell.ask("stock", "list")["stock"]
    assert line["on_hand"] == 58
    [used, _in] = shell.ask("stock", "moves", "se_ha")["moves"]
    key = int(done["treatment"]["id"][1:])
    assert used["source"] == {"kind": "treatment", "id": key}
    [use] = shell.ask("stock", "use", now=LATER)["use"]
    assert (use["services"], use["expected"], use["used"], use["over"]) == (1, 2, 2, 0)


def test_a_mistyped_lot_is_neither_recalled_nor_blocked(shell: Shell) -> None:
    shell.ask("stock", "in", "su_min", "--amount", "3", "--lot", "A17")
    nope = ("stock", "recall", "su_min", "NOPE")
    assert shell.refused(*nope)["kind"] == "no_such_lot"
    assert shell.refused(*nope, "--reason", "a letter")["kind"] == "no_such_lot"
    [line] = shell.ask("stock", "list", "su_min")["stock"]
    assert [one["lot"] for one in line["batches"]] == ["A17"]
