"""The settings and words of telling.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

TELLING: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "telling.yaml").read_text(encoding="utf-8"))
