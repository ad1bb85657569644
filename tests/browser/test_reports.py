"""Reports: findings, plots and tables, narrowed, taken along, printed; for the house and for a department."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_screens import LARGE, PHONE
from tests.support.browser import PATIENCE, Hand, Tablet
from tests.support.everyone import faults
from tests.support.served import Served

pytestmark = pytest.mark.timeout(400)

Picture = Callable[[Page, str], None]
Open = Callable[..., Tablet]


def read(tablet: Tablet, count: int) -> None:
    """Wait until every report has been reckoned and drawn."""
    drawn = tablet.page.locator(".report[aria-busy=false]")
    expect(drawn).to_have_count(count, timeout=PATIENCE * 1000)
    expect(tablet.page.locator(".report .problem")).to_have_count(0)


def test_the_general_manager_reads_prints_and_takes_along(
    tablet: Open, house: Served, picture: Picture
) -> None:
    Hand(house.url, "shen.zhiyuan").call("PATCH", "/api/session", {"language": "en"})
    gm = tablet("shen.zhiyuan", **LARGE).enter("/")
    gm.way_to("Reports")
    read(gm, 9)
    page = gm.page
    on_time = page.get_by_role("region", name=re.compile("of the work was done on time"))
    expect(on_time.locator(".plot-row")).to_have_count(7)
    assert faults(page) == []

    today = page.get_by_role("button", name="Today", exact=True)
    today.tap()
    expect(today).to_have_attribute("aria-pressed", "true")
    read(gm, 9)
    page.get_by_role("button", name="28 days").tap()
    read(gm, 9)
    page.get_by_role("combobox", name="Department").select_option("housekeeping")
    read(gm, 9)
    expect(on_time.locator(".plot-row")).to_have_count(1)

    on_time.get_by_role("button", name="Show the table").tap()
    table = on_time.get_by_role("table")
    expect(table).to_be_visible()
    with page.expect_download() as taken:
        on_time.get_by_role("button", name="Download as CSV").tap()
    file = Path(taken.value.path()).read_bytes()
    assert file.startswith(b"\xef\xbb\xbfDepartment,Due,On time")
    shown = [cell.inner_text() for cell in table.locator("tbody tr").first.locator("td").all()]
    assert file.decode("utf-8-sig").splitlines()[1].split(",") == [cell.replace("–", "") for cell in shown]
    assert re.fullmatch(r"on_time_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv", taken.value.suggested_filename)

    # On paper: the tables are there, the buttons and the rail are not.
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation").first).to_be_hidden()
    expect(page.locator(".report-acts").first).to_be_hidden()
    expect(page.locator(".paper-head")).to_contain_text("Housekeeping")
    page.emulate_media(media="screen")

    for language in ("zh", "en"):
        Hand(house.url, "shen.zhiyuan").call("PATCH", "/api/session", {"language": language})
        reader = tablet("shen.zhiyuan").enter("/reports")
        read(reader, 9)
        picture(reader.page, f"reports-{language}")


def test_a_manager_reads_the_own_department_on_a_phone(tablet: Open) -> None:
    manager = tablet("lv.huilan", **PHONE).enter("/reports")
    read(manager, 7)
    page = manager.page
    expect(page.locator(".report").first.locator(".plot-row")).to_have_count(1)
    expect(page.get_by_role("combobox", name="Department")).to_have_count(0)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert faults(page) == []
