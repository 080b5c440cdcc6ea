-- Where each document was met; position 1 is the source that its facts are read from.
SELECT l.document_id, l.source_id, l.position, d.page_start, d.page_end
FROM document_lookup AS l
JOIN read_documents AS d ON d.source_id = l.source_id AND d.document_id = l.read_id
-- One source may print a document twice: the place that comes first in rank is named.
QUALIFY row_number() OVER (PARTITION BY l.document_id, l.source_id ORDER BY l.position) = 1
