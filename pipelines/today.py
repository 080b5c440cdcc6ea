"""The day that a release is made on: the only clock that anything published knows."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def today() -> str:
    """Give the day, `YYYY-MM-DD` in UTC: that of SOURCE_DATE_EPOCH where it is set, else of the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date().isoformat()
