"""Do the books agree with what stands on bills, courses, vouchers and cards?"""

from salon.text import N_


def _held(account: str, column: str) -> str:
    """Return what an account owes, for each of what it is owed for."""
    return (
        f"SELECT {column} AS whose, sum(CASE WHEN credit = '{account}' THEN amount"
        f" ELSE -amount END) AS owed FROM posting WHERE (credit = '{account}'"
        f" OR debit = '{account}') GROUP BY {column}"
    )


def _apart(table: str, key: str, worth: str, account: str, column: str) -> str:
    """Return the rows whose worth is not what the books owe for them."""
    return (
        f"SELECT t.{key} FROM {table} t LEFT JOIN ({_held(account, column)}) p"
        f" ON p.whose = t.{key} WHERE coalesce(p.owed, 0) <> {worth}"
    )


_COURSE_OWED = (
    "CASE WHEN t.gone <> 0 OR t.price - t.unpaid - t.given < 0 THEN 0"
    " ELSE t.price - t.unpaid - t.given END"
)
# Each names the rows that break a rule: the table, a sentence, and the statement.
RULES: dict[str, tuple[str, str, str]] = {
    "owed_apart": (
        "bill",
        N_("What clients owe by the books is not what their bills say"),
        "SELECT max(id) FROM bill WHERE (SELECT coalesce(sum(owing), 0) FROM bill) <>"
        " (SELECT coalesce(sum(CASE WHEN debit = 'owed' THEN amount ELSE -amount END),"
        " 0) FROM posting WHERE debit = 'owed' OR credit = 'owed')"
        " HAVING max(id) IS NOT NULL",
    ),
    "number_missing": (
        "bill",
        N_("Years in which a number of a bill is missing"),
        "SELECT max(id) FROM bill WHERE number IS NOT NULL GROUP BY series"
        " HAVING max(number) <> count(number)",
    ),
    "bill_total": (
        "bill",
        N_("Bills whose total is not the sum of their lines"),
        "SELECT b.id FROM bill b JOIN (SELECT bill_id, sum(price) AS whole,"
        " sum(tax) AS tax FROM bill_line GROUP BY bill_id) l ON l.bill_id = b.id"
        " WHERE b.state = 'closed' AND b.total NOT IN (l.whole, l.whole + l.tax)",
    ),
    "stored_apart": (
        "client",
        N_("Stored value that is not what the books owe for it"),
        _apart("holding", "client_id", "t.paid", "stored", "client_id"),
    ),
    "bonus_apart": (
        "client",
        N_("Bonus that is not what the books say"),
        _apart("holding", "client_id", "t.bonus", "bonus", "client_id"),
    ),
    "deposit_apart": (
        "client",
        N_("Deposits that are not what the books owe for them"),
        _apart("holding", "client_id", "t.deposit", "deposit", "client_id"),
    ),
    "points_apart": (
        "client",
        N_("Points that are not what the books say"),
        _apart("holding", "client_id", "t.points", "points", "client_id"),
    ),
    "points_logged": (
        "client",
        N_("Points that are not what their log adds up to"),
        "SELECT t.client_id FROM holding t LEFT JOIN (SELECT client_id AS whose,"
        " sum(points) AS points FROM point_move GROUP BY client_id) p"
        " ON p.whose = t.client_id WHERE coalesce(p.points, 0) <> t.points",
    ),
    "fees_apart": (
        "client",
        N_("Fees of members that are not what the books owe for them"),
        "SELECT t.client_id FROM (SELECT client_id, sum(CASE WHEN state = 'active'"
        " THEN fee - unpaid - earned ELSE 0 END) AS worth FROM membership"
        f" GROUP BY client_id) t LEFT JOIN ({_held('membership', 'client_id')}) p"
        " ON p.whose = t.client_id WHERE coalesce(p.owed, 0) <> t.worth",
    ),
    "voucher_apart": (
        "voucher",
        N_("Vouchers that are not worth what the books owe for them"),
        _apart("voucher", "id", "t.remains", "voucher", "voucher_id"),
    ),
    "course_apart": (
        "course",
        N_("Courses that are not worth what the books owe for them"),
        _apart("course", "id", _COURSE_OWED, "course", "course_id"),
    ),
}
