-- The register of bodies.
SELECT organisation_id, name, short_name, kind, area_code, parent_id FROM register_organisations
