"""Do the books agree with what stands on bills, courses, vouchers and cards?"""

from salon.text import N_

_COURSE_OWED = (
    "CASE WHEN gone <> 0 OR price - unpaid - given < 0 THEN 0"
    " ELSE price - unpaid - given END"
)
# Each names the rows that break a rule: the table, a sentence, and the statement.
RULES: dict[str, tuple[str, str, str]] = {
    "owed_apart": (
        "bill",
        N_("What clients owe by the books is not what their bills say"),
        "SELECT max(id) FROM bill WHERE (SELECT coalesce(sum(owing), 0) FROM bill) <>"
        " (SELECT coalesce(sum(CASE WHEN debit = 'owed' THEN amount"
        " WHEN credit = 'owed' THEN -amount ELSE 0 END), 0) FROM posting)"
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
        "SELECT b.id FROM bill b JOIN (SELECT bill_id + 0 AS whose,"
        " sum(price) AS whole, sum(tax) AS tax FROM bill_line GROUP BY 1) l"
        " ON l.whose = b.id"
        " WHERE b.state = 'closed' AND b.total NOT IN (l.whole, l.whole + l.tax)",
    ),
    "points_logged": (
        "client",
        N_("Points that are not what their log adds up to"),
        "SELECT t.client_id FROM holding t LEFT JOIN (SELECT client_id AS whose,"
        " sum(points) AS points FROM point_move GROUP BY client_id) p"
        " ON p.whose = t.client_id WHERE coalesce(p.points, 0) <> t.points",
    ),
}
# Each compares what rows are worth with what an account owes for them: the table whose
# public number is named, a sentence, the rows with their worth, the account, and the
# column of the books that says for which row.
APART: dict[str, tuple[str, str, str, str, str]] = {
    "stored_apart": (
        "client",
        N_("Stored value that is not what the books owe for it"),
        *("SELECT client_id, paid FROM holding", "stored", "client_id"),
    ),
    "bonus_apart": (
        "client",
        N_("Bonus that is not what the books say"),
        *("SELECT client_id, bonus FROM holding", "bonus", "client_id"),
    ),
    "deposit_apart": (
        "client",
        N_("Deposits that are not what the books owe for them"),
        *("SELECT client_id, deposit FROM holding", "deposit", "client_id"),
    ),
    "points_apart": (
        "client",
        N_("Points that are not what the books say"),
        *("SELECT client_id, points FROM holding", "points", "client_id"),
    ),
    "fees_apart": (
        "client",
        N_("Fees of members that are not what the books owe for them"),
        "SELECT client_id, sum(CASE WHEN state = 'active' THEN fee - unpaid - earned"
        " ELSE 0 END) FROM membership GROUP BY client_id",
        *("membership", "client_id"),
    ),
    "voucher_apart": (
        "voucher",
        N_("Vouchers that are not worth what the books owe for them"),
        *("SELECT id, remains FROM voucher", "voucher", "voucher_id"),
    ),
    "course_apart": (
        "course",
        N_("Courses that are not worth what the books owe for them"),
        *(f"SELECT id, {_COURSE_OWED} FROM course", "course", "course_id"),
    ),
}


def held_statement() -> str:
    """Return what sums up, in one pass, what is owed for whom and for what.

    Its rows: account debited, account credited, client, voucher, course, amount.
    """
    known = ", ".join(f"'{one}'" for one in sorted({row[3] for row in APART.values()}))
    # a sum with nought keeps to one pass: by their indices the rows would be jumped to
    its = "debit, credit, client_id + 0, voucher_id + 0, course_id + 0"
    return (
        f"SELECT {its}, sum(amount) FROM posting WHERE debit IN ({known})"
        f" OR credit IN ({known}) GROUP BY 1, 2, 3, 4, 5"
    )
