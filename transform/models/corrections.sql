-- The corrections asked for, and what became of them.
SELECT correction_id, "table", row_id, field, expect, value, why, source, status, found, file, line FROM read_corrections
