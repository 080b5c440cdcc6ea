-- Digital-economy codes and the GB/T 4754 codes they stand for, as tables print them (10101:计算机整机制造).
WITH headers AS (
    SELECT
        table_id,
        "column",
        CASE
            WHEN contains(text, '数字经济代码及名称') THEN 'digital'
            WHEN contains(text, '国民经济行业代码及名称') THEN 'gbt4754'
        END AS side
    FROM cells
    WHERE is_header
),

-- Columns of a side count from its first: 中类 stands beside 中类, 小类 beside 小类.
columns AS (
    SELECT DISTINCT table_id, side, "column", "column" - min("column") OVER (PARTITION BY table_id, side) AS nth
    FROM headers
    WHERE side IS NOT NULL
),

coded AS (
    SELECT
        c.table_id,
        c."row",
        h.side,
        h.nth,
        regexp_extract(c.text, '^\s*(\d+)\*?\s*[::]\s*(.+)$', ['code', 'name']) AS part
    FROM cells AS c
    JOIN columns AS h ON h.table_id = c.table_id AND h."column" = c."column"
    WHERE NOT c.is_header
)

SELECT DISTINCT
    d.part.code AS digital_code,
    d.part.name AS digital_name,
    g.part.code AS gbt4754_code,
    g.part.name AS gbt4754_name,
    t.document_id,
    d.table_id
FROM coded AS d
JOIN coded AS g ON g.table_id = d.table_id AND g."row" = d."row" AND g.nth = d.nth AND g.side = 'gbt4754'
JOIN tables AS t ON t.table_id = d.table_id
WHERE d.side = 'digital' AND d.part.code <> '' AND g.part.code <> ''
