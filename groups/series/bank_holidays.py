"""The bank holidays of the United Kingdom, by nation: facts, copied once a year.

From https://www.gov.uk/bank-holidays, compared with the package `holidays` 0.109 on 30 November 2026. Where Christmas,
Boxing Day or New Year fall on a weekend, that day is here beside its substitute: nobody means to meet on it.
"""

from datetime import date

# The table reaches to the end of its last year. From this day on `manage.py check` says that it must be renewed.
RENEW_BY = date(2028, 1, 1)

EVERYWHERE = """
2026-01-01 2026-04-03 2026-05-04 2026-05-25 2026-12-25 2026-12-26 2026-12-28
2027-01-01 2027-03-26 2027-05-03 2027-05-31 2027-12-25 2027-12-26 2027-12-27 2027-12-28
2028-01-01 2028-01-03 2028-04-14 2028-05-01 2028-05-29 2028-12-25 2028-12-26
"""
# Easter Monday, and the last Monday of August.
NOT_IN_SCOTLAND = "2026-04-06 2026-08-31 2027-03-29 2027-08-30 2028-04-17 2028-08-28"
# The second of January, the first Monday of August, St Andrew; in 2026 a day for the football.
SCOTLAND = """
2026-01-02 2026-06-15 2026-08-03 2026-11-30 2027-01-02 2027-01-04 2027-08-02 2027-11-30
2028-01-02 2028-01-04 2028-08-07 2028-11-30
"""
# St Patrick, and the Battle of the Boyne.
NORTHERN_IRELAND = "2026-03-17 2026-07-13 2027-03-17 2027-07-12 2028-03-17 2028-07-12"


def _days(*written: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for days in written for day in days.split())


BY_NATION = {
    "England": _days(EVERYWHERE, NOT_IN_SCOTLAND),
    "Wales": _days(EVERYWHERE, NOT_IN_SCOTLAND),
    "Scotland": _days(EVERYWHERE, SCOTLAND),
    "Northern Ireland": _days(EVERYWHERE, NOT_IN_SCOTLAND, NORTHERN_IRELAND),
}


def bank_holidays(nation: str) -> frozenset[date]:
    """None where we have no table: a programme elsewhere takes out its days by hand."""
    return BY_NATION.get(nation, frozenset())
