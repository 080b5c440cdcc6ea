-- The sentence that each target and observation stands in, as far as the end of its quote; the quote alone where the text is not held.
WITH facts AS (
    SELECT source_id, document_id, target_id AS fact_id, coalesce(quote, '') AS quote, char_start FROM read_targets
    UNION ALL
    SELECT source_id, document_id, observation_id, coalesce(quote, ''), char_start FROM read_observations
),

-- Of what goes on for more than a thousand signs without an end, a thousand at a time: as many facts may stand in it as it is long.
parted AS (
    SELECT document_id, char_start, regexp_extract_all(text, '[^。！？；;\n]{1,1000}[。！？；;\n]?|[。！？；;\n]') AS parts
    FROM sections WHERE text IS NOT NULL AND char_start IS NOT NULL
),

sentences AS (
    SELECT
        document_id, part,
        char_start + coalesce(sum(length(part)) OVER (
            PARTITION BY document_id, char_start ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0)::BIGINT AS char_start
    FROM (SELECT document_id, char_start, unnest(parts) AS part, generate_subscripts(parts, 1) AS n FROM parted)
)

SELECT
    f.fact_id,
    f.quote,
    -- What stands between sections, as in a table, is in no sentence.
    coalesce(any_value(substr(s.part, 1, f.char_start - s.char_start)) FILTER (f.char_start < s.char_start + length(s.part)), '')
        || f.quote AS sentence
FROM facts AS f
JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
ASOF LEFT JOIN sentences AS s ON s.document_id = f.document_id AND f.char_start >= s.char_start
GROUP BY f.fact_id, f.quote
