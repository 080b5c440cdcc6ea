-- Who issued each document, in printed order.
SELECT i.document_id, i.position, i.printed_name, n.organisation_id
FROM read_document_issuers AS i
JOIN document_lookup AS l ON l.source_id = i.source_id AND l.read_id = i.document_id AND l.position = 1
LEFT JOIN name_lookup AS n ON n.document_id = i.document_id AND n.printed_name = i.printed_name
