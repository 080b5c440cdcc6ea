-- The bodies of the register that a document names, and those that they belong to: what nobody names is none of the data.
WITH RECURSIVE named AS (
    SELECT organisation_id FROM document_issuers WHERE organisation_id IS NOT NULL
    UNION
    SELECT organisation_id FROM responsibilities WHERE organisation_id IS NOT NULL
    UNION
    SELECT o.parent_id FROM named AS n JOIN register_organisations AS o ON o.organisation_id = n.organisation_id WHERE o.parent_id IS NOT NULL
)

SELECT o.organisation_id, o.name, o.short_name, o.kind, o.area_code, o.parent_id
FROM register_organisations AS o
WHERE o.organisation_id IN (SELECT organisation_id FROM named)
