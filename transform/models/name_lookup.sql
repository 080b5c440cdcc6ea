-- Every printed name of a body, in its document: the organisation that it names there, and how many it could name. The register
-- speaks first; what it does not know is an area and a function, else a body by its own name.
SELECT
    r.document_id,
    r.printed_name,
    coalesce(r.organisation_id, m.organisation_id, o.organisation_id) AS organisation_id,
    CASE WHEN r.candidates > 0 THEN r.candidates WHEN o.organisation_id IS NOT NULL THEN 1 ELSE coalesce(b.candidates, 0) END AS candidates
FROM register_lookup AS r
LEFT JOIN body_lookup AS b
    ON b.document_id = r.document_id AND b.printed_name = r.printed_name AND r.candidates = 0
LEFT JOIN made_bodies AS m ON m.area_code = b.area_code AND m."function" = b."function" AND b.candidates = 1
LEFT JOIN own_bodies AS o ON o.document_id = r.document_id AND o.printed_name = r.printed_name
