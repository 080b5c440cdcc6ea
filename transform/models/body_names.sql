-- The names of bodies that each document prints, issuers and those responsible, without classes of bodies (相关区政府).
SELECT l.document_id, i.printed_name
FROM read_document_issuers AS i
JOIN document_lookup AS l ON l.source_id = i.source_id AND l.read_id = i.document_id AND l.position = 1
UNION
SELECT l.document_id, r.printed_name
FROM read_responsibilities AS r
JOIN document_lookup AS l ON l.source_id = r.source_id AND l.read_id = r.document_id AND l.position = 1
WHERE NOT coalesce(r.is_group, false)
