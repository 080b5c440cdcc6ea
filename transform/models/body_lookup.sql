-- The body that a printed name means by rule, as an area and a function, and how many it could mean: the nearest counts.
SELECT
    document_id,
    printed_name,
    min(area_code) AS area_code,
    min("function") AS "function",
    count(*) AS candidates
FROM (
    SELECT * FROM body_areas
    QUALIFY rank() OVER (PARTITION BY document_id, printed_name ORDER BY rank) = 1
)
GROUP BY document_id, printed_name
