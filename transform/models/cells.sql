-- The cells of the logical grids; `value` is the number that a cell is.
SELECT
    c.table_id, c."row", c."column", c.text, c.row_span, c.column_span, c.is_header, number_of(c.value) AS value, c.page,
    c.is_ocr
FROM read_cells AS c
JOIN read_tables AS f ON f.source_id = c.source_id AND f.table_id = c.table_id
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
