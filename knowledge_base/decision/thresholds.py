"""thresholds.yaml as read: where the decision turns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

T: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "thresholds.yaml").read_text(encoding="utf-8"))
