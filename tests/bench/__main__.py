"""All measurements, one after the other: `python -m tests.bench`."""

from __future__ import annotations

from tests.bench import extract

raise SystemExit(extract.main())
