-- The register of industries (GB/T 4754), by level: 1 section, 2 division, 3 group, 4 class.
SELECT code, name, CAST(level AS INTEGER) AS level, parent FROM register_industries
