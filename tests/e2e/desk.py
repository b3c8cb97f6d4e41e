"""An expert at the console, by HTTP: logs in, reads forms with their tokens, claims, answers."""

from __future__ import annotations

import re

import requests

from tests.e2e.house import House


class Desk:
    """One logged-in session of the console."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.http = requests.Session()
        self._post("/console/login", "/console/login", login="dieuphoi", password=house.password)
        assert "Hàng chờ" in self.page("/console/queue")

    def page(self, path: str) -> str:
        answer = self.http.get(self.house.url("web", path), timeout=20)
        answer.raise_for_status()
        return answer.text

    def _post(self, form: str, action: str, **fields: str) -> requests.Response:
        token = _field(self.page(form), "csrf_token")
        data = {"csrf_token": token, **fields}
        return self.http.post(self.house.url("web", action), data=data, timeout=20)

    def claim(self, code: str) -> None:
        page = f"/console/tickets/{code}"
        self._post(page, f"{page}/claim", version=_field(self.page(page), "version")).raise_for_status()

    def answer(self, code: str, text: str, basis: str) -> requests.Response:
        page = f"/console/tickets/{code}"
        fields = {"text": text, "basis_kind": "law", "search": basis}
        return self._post(page, f"{page}/answer", version=_field(self.page(page), "version"), **fields)


def _field(page: str, name: str) -> str:
    patterns = (rf'name="{name}"[^>]*value="([^"]*)"', rf'value="([^"]*)"[^>]*name="{name}"')
    found = next((match for pattern in patterns if (match := re.search(pattern, page))), None)
    return found[1] if found else ""
