-- The register of units.
SELECT unit, unit_base, CAST(factor AS DECIMAL(32, 6)) AS factor, dimension FROM register_units
