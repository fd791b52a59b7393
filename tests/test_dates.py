from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingraph import PartialDate


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2003-09-27", "day", "2003-09-27", "2003-09-27"),
        ("1981-05", "month", "1981-05-01", "1981-05-31"),
        ("2004-02", "month", "2004-02-01", "2004-02-29"),
        ("1900-02", "month", "1900-02-01", "1900-02-28"),
        ("2002", "year", "2002-01-01", "2002-12-31"),
    ],
)
def test_a_date_means_the_days_between_its_bounds(text, precision, earliest, latest):
    date = PartialDate.parse(text)
    assert str(date) == text
    assert date.precision == precision
    assert (date.earliest.isoformat(), date.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize(
    "text", ["", "2003-13", "2003-02-29", "2003-9-27", "27.09.2003", "2003-09-27T00:00", "0000", "два"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        PartialDate.parse(text)


def test_order_is_by_the_first_day_then_by_the_last():
    shuffled = ["2003", "2002-06-05", "2002-01", "2002", "2002-01-01", "2001-12-31"]
    assert [str(date) for date in sorted(map(PartialDate.parse, shuffled))] == [
        "2001-12-31",
        "2002-01-01",
        "2002-01",
        "2002",
        "2002-06-05",
        "2003",
    ]


@given(st.dates(), st.sampled_from([10, 7, 4]))
def test_every_day_lies_in_its_month_and_year(day: datetime.date, length: int):
    date = PartialDate.parse(day.isoformat()[:length])
    assert date.earliest <= day <= date.latest
