-- Every area with those that it lies in, itself at distance 0.
WITH RECURSIVE chain AS (
    SELECT code AS area_code, code AS above_code, 0 AS distance FROM register_areas
    UNION ALL
    SELECT c.area_code, a.parent, c.distance + 1
    FROM chain AS c
    JOIN register_areas AS a ON a.code = c.above_code
    WHERE a.parent IS NOT NULL AND c.distance < 4
)

SELECT c.area_code, c.above_code, c.distance, a.name, a.level
FROM chain AS c
JOIN register_areas AS a ON a.code = c.above_code
