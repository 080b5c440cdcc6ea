-- The register of bodies, and the bodies that documents name by area and function or by a name of their own.
SELECT organisation_id, name, short_name, kind, area_code, parent_id FROM register_organisations
UNION ALL
SELECT organisation_id, name, short_name, kind, area_code, parent_id FROM made_bodies WHERE NOT is_registered
UNION ALL
SELECT organisation_id, min(name), min(name), min(kind), min(area_code), NULL FROM own_bodies GROUP BY organisation_id
