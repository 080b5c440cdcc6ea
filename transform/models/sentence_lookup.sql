-- The sentence that each target and observation stands in, as far as the end of its quote; the quote alone where the text is not held.
WITH facts AS (
    SELECT source_id, document_id, target_id AS fact_id, coalesce(quote, '') AS quote, char_start FROM read_targets
    UNION ALL
    SELECT source_id, document_id, observation_id, coalesce(quote, ''), char_start FROM read_observations
)

SELECT
    f.fact_id,
    f.quote,
    coalesce(any_value(regexp_extract(substr(s.text, 1, f.char_start - s.char_start), '[^。！？；;\n]*$')), '') || f.quote AS sentence
FROM facts AS f
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
LEFT JOIN sections AS s
    ON s.document_id = f.document_id AND f.char_start >= s.char_start AND f.char_start < s.char_start + length(s.text)
GROUP BY f.fact_id, f.quote
