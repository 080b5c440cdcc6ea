-- The numbered work items.
SELECT
    f.measure_id, f.document_id, f.section_id, f.position, f.number, f.title, f.path, f.is_safeguard, f.text, f.page
FROM read_measures AS f
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
