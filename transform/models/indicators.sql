-- What is counted: the registered indicators, and those that only the texts know, each by its shortest phrase.
WITH met AS (
    SELECT
        indicator_id,
        arg_min(metric, (length(metric), metric)) AS name,
        -- The unit of its levels, where they agree; a rate of growth says nothing about it.
        CASE WHEN count(DISTINCT unit_base) FILTER (is_level) = 1 THEN min(unit_base) FILTER (is_level) END AS unit_base,
        CASE WHEN count(DISTINCT dimension) FILTER (is_level) = 1 THEN min(dimension) FILTER (is_level) END AS dimension
    FROM metric_lookup
    WHERE NOT is_registered
    GROUP BY indicator_id
)

SELECT indicator_id, name, name_en, unit_base, dimension, definition, true AS is_registered FROM register_indicators
UNION ALL
SELECT indicator_id, name, NULL, unit_base, dimension, NULL, false FROM met
