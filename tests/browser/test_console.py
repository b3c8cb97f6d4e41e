"""An expert's way through the console in a real browser: log in, claim, answer, send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import PHONE, TABLE, Site, resize
from tests.webhook.desk import PASSWORD, Worker, add_staff, open_ticket
from webhook.clock import SystemClock
from webhook.conversations.models import OutboxPart
from webhook.db import Database

PATIENCE = 20


def find(browser: WebDriver, selector: str) -> WebElement:
    """The element, once it is there and shown."""

    def shown(driver: WebDriver) -> WebElement | None:
        elements = driver.find_elements(By.CSS_SELECTOR, selector)
        return next((element for element in elements if element.is_displayed()), None)

    return WebDriverWait(browser, PATIENCE).until(shown)


def log_in(browser: WebDriver, site: Site) -> None:
    browser.get(f"{site.address}/console/")
    find(browser, "#login").send_keys("lan")
    find(browser, "#password").send_keys(PASSWORD, Keys.ENTER)
    find(browser, ".pills")


@pytest.fixture
def code(site: Site, db: Database) -> str:
    """A ticket of three hours ago, with a photo, and an expert who may take it."""
    assert isinstance(site.app, Flask)
    now = SystemClock().now()
    add_staff(db, "lan", now, name="Nguyễn Thị Lan")
    photo = {"type": "image", "url": f"{site.address}/static/console/icon.svg"}
    return open_ticket(site.app, Worker(db, now - timedelta(hours=3)), "cty no luong em 2 thang roi", files=[photo])


def claim_first(browser: WebDriver) -> None:
    find(browser, ".row a").click()
    find(browser, ".claim button").click()
    assert "Anh/chị đã nhận phiếu này." in find(browser, ".notice.good").text


def write_answer(browser: WebDriver) -> None:
    find(browser, "#text").send_keys("Công ty phải trả đủ lương.")
    assert find(browser, "#count").text == "26 ký tự"
    search = find(browser, "#search")
    search.send_keys("điều 97")
    assert "Đang có hiệu lực" in find(browser, "#found li").text
    search.send_keys(Keys.ENTER)
    assert "Điều 97 Bộ luật Lao động 2019" in find(browser, "#chips .chip").text


def refuse_first_part(db: Database) -> None:
    with db.write() as session:
        part = session.query(OutboxPart).filter_by(kind="expert").one()
        part.status, part.error = "refused", "551 person_unavailable"


@pytest.mark.parametrize("size", [PHONE, TABLE], ids=["phone", "table"])
def test_log_in_claim_answer_send(
    browser: WebDriver, site: Site, db: Database, code: str, shoot: Callable[[str], None], size: tuple[int, int]
) -> None:
    resize(browser, size)
    log_in(browser, site)
    shoot("queue")
    assert "còn 20 giờ" in find(browser, ".deadline").text
    claim_first(browser)
    assert browser.execute_script("return document.querySelector('.thumb').naturalWidth") > 0
    shoot("ticket")
    write_answer(browser)
    find(browser, "#answer button.main").click()
    assert "Căn cứ: Điều 97 Bộ luật Lao động 2019." in find(browser, ".phone-bubble").text
    shoot("preview")
    find(browser, "form[data-forget] button.main").click()
    assert "đang gửi cho người hỏi" in find(browser, ".notice.good").text
    assert "Đang chờ gửi" in find(browser, ".parts").text
    shoot("sent")
    refuse_first_part(db)
    WebDriverWait(browser, PATIENCE).until(lambda _: "Bị từ chối" in find(browser, ".parts").text)
    shoot("refused")


def test_the_basis_box_follows_the_kind_and_chips_can_be_taken_away(
    browser: WebDriver, site: Site, code: str, shoot: Callable[[str], None]
) -> None:
    log_in(browser, site)
    claim_first(browser)
    search = find(browser, "#search")
    search.send_keys("điều 35 nđ 12")
    assert "đã hết hiệu lực" in find(browser, "#found li").text
    search.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    assert "đã hết hiệu lực" in find(browser, ".chip.doubtful").text
    find(browser, ".chip .remove").click()
    assert browser.find_elements(By.CSS_SELECTOR, ".chip") == []
    find(browser, 'input[value="asking_more"]').click()
    assert not browser.find_element(By.ID, "basis").is_displayed()
    find(browser, "#text").send_keys("Hợp đồng của anh/chị loại gì?")
    browser.refresh()
    assert find(browser, "#text").get_attribute("value") == "Hợp đồng của anh/chị loại gì?"
    shoot("kept")


def test_everything_works_without_javascript(browser: WebDriver, site: Site, db: Database, code: str) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})  # type: ignore[attr-defined]
    try:
        log_in(browser, site)
        find(browser, ".row a").click()
        find(browser, ".claim button").click()
        find(browser, "#text").send_keys("Công ty phải trả.")
        find(browser, "#search").send_keys("điều 97 blld")
        find(browser, "#answer button.main").click()
        find(browser, "form[data-forget] button.main").click()
        assert "Đang chờ gửi" in find(browser, ".parts").text
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})  # type: ignore[attr-defined]
