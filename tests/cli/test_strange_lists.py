"""Lists from elsewhere on the command line: what is asked, and how it is answered."""

from pathlib import Path

from tests.cli.conftest import Shell


def test_of_which_country_the_numbers_are_is_asked_and_said(
    shell: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Name,Phone,Birthday\nTom Reed,07400123456,1983-11-30T16:00:00Z\n"
        "Ann Bell,07921 234567,\nMing Lee,0912345678,\nWei Ho,0922345678,\n"
        "Mei Ho,0933 456 789,\n",
        encoding="utf-8",
    )

    asked = shell.ask("import", path, "--dry-run")
    said = shell.ask("import", path, "--region", "United Kingdom", "--dry-run")
    error = shell.refused("import", path, "--region", "narnia")

    assert asked["region"] is None
    assert len(asked["regions"]) > 1
    assert any("country code may be of" in note for note in asked["notes"])
    assert (said["region"], said["regions"]) == ("uk", [])
    assert [one["row"] for one in asked["warnings"]] == [2]  # midnight in China
    assert error["kind"] == "bad_setting"


def test_an_instant_is_a_day_in_the_salons_own_zone(
    shell: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name,Birthday\nAnn Bell,1985-07-04T23:00:00Z\n", "utf-8")

    [row] = shell.ask("import", path, "--all-rows")["rows"]

    her = shell.ask("client", "show", row["client"])
    assert her["birthday"]["date"] == "1985-07-05"  # in London's summer


def test_letters_that_read_wrong_are_named_as_that(
    shell: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,手机\n陈静,13800138000\n".encode("gbk"))

    error = shell.refused("import", path, "--encoding", "latin-1")

    assert error["kind"] == "wrong_letters"
    assert "Simplified Chinese (GBK)" in error["text"]
    assert shell.ask("import", path, "--encoding", "ansi")["new"] == 1
