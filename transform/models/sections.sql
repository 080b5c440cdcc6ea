-- The sections of each document; their texts in order are the text that all offsets count in.
SELECT
    f.section_id, f.document_id, f.parent_id, f.position, f.level, f.numbering, f.heading, f.text, f.page, f.char_start
FROM read_sections AS f
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
