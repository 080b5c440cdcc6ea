-- The sources of the register, as they were taken in.
SELECT
    source_id, collection, media_type, url, sha256, bytes, retrieved_at, publisher, licence, page_count, reader, status
FROM read_sources
