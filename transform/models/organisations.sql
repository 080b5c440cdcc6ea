-- The bodies that a document names, of the register, by area and function, or by a name of their own, and those that they belong
-- to: what nobody names is none of the data.
WITH RECURSIVE known AS (
    SELECT organisation_id, name, short_name, kind, area_code, parent_id FROM register_organisations
    UNION ALL
    SELECT organisation_id, name, short_name, kind, area_code, parent_id FROM made_bodies WHERE NOT is_registered
    UNION ALL
    SELECT organisation_id, min(name), min(name), min(kind), min(area_code), NULL FROM own_bodies GROUP BY organisation_id
),

named AS (
    SELECT organisation_id FROM document_issuers WHERE organisation_id IS NOT NULL
    UNION
    SELECT organisation_id FROM responsibilities WHERE organisation_id IS NOT NULL
    UNION
    SELECT o.parent_id FROM named AS n JOIN known AS o ON o.organisation_id = n.organisation_id WHERE o.parent_id IS NOT NULL
)

SELECT o.organisation_id, o.name, o.short_name, o.kind, o.area_code, o.parent_id
FROM known AS o
WHERE o.organisation_id IN (SELECT organisation_id FROM named)
