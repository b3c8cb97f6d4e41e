"""A real browser against a real server on a free port; skipped where there is no chromium."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.webdriver import WebDriver
from werkzeug.serving import make_server

from tests.webhook.conftest import db, migrated_file, settings  # noqa: F401
from tests.webhook.desk import use_sample_law
from webhook.app import create_app
from webhook.clock import SystemClock
from webhook.config import Settings
from webhook.db import Database

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
PHONE, TABLE = (360, 800), (1280, 900)


@dataclass
class Site:
    """The running app: `address` and the Flask object behind it."""

    address: str
    app: object


@pytest.fixture
def site(settings: Settings, db: Database) -> Iterator[Site]:  # noqa: F811
    """The console on a free port of this machine, with the machine's clock."""
    app = use_sample_law(create_app(settings, SystemClock(), db, lambda _: None))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_port}", app)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[WebDriver]:
    if not (Path(CHROMIUM).exists() and shutil.which(DRIVER)):
        pytest.skip("needs chromium and chromium-driver: apt-get install chromium chromium-driver")
    options = Options()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=vi"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium: WebDriver) -> WebDriver:
    """A browser without cookies, as wide as a desk until told otherwise."""
    chromium.delete_all_cookies()
    resize(chromium, TABLE)
    chromium.get_log("browser")
    return chromium


def resize(driver: WebDriver, size: tuple[int, int]) -> None:
    """Give the page a size in CSS pixels; narrow ones behave as a phone."""
    width, height = size
    driver.execute_cdp_cmd(  # type: ignore[attr-defined]
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
    )


@pytest.fixture
def shoot(browser: WebDriver, tmp_path: Path) -> Callable[[str], None]:
    """Save a screenshot, and see to it that nothing is wider than the screen and nothing was blocked or broken."""

    def take(name: str) -> None:
        browser.save_screenshot(str(tmp_path / f"{name}.png"))
        wider = browser.execute_script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, f"{name} is {wider} px wider than the screen"
        broken = [line["message"] for line in browser.get_log("browser") if line["level"] == "SEVERE"]
        assert broken == [], name

    return take
