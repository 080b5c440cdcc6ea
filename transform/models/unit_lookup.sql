-- Every unit that stands in a fact: its base unit, the factor to it, and whether the register knows it.
WITH printed AS (
    SELECT unit FROM read_targets
    UNION SELECT unit FROM read_observations
    UNION SELECT unit FROM read_quantities
    UNION SELECT cap_unit FROM read_incentives
    UNION SELECT threshold_unit FROM read_incentives
),

units AS (
    SELECT unit, name_key(unit) AS unit_key FROM printed WHERE unit IS NOT NULL
),

register AS (
    SELECT name_key(unit) AS unit_key, unit, unit_base, CAST(factor AS DECIMAL(32, 6)) AS factor, dimension
    FROM register_units
),

-- Case tells units apart (MB, Mb): without it a unit is known only where all spellings say the same.
caseless AS (
    SELECT unit_key, min(unit_base) AS unit_base, min(factor) AS factor, min(dimension) AS dimension
    FROM register
    GROUP BY unit_key
    HAVING count(DISTINCT (unit_base, factor)) = 1
),

multipliers (multiplier, times) AS (
    VALUES ('万亿', 1000000000000), ('千亿', 100000000000), ('百亿', 10000000000), ('十亿', 1000000000), ('亿', 100000000),
        ('千万', 10000000), ('百万', 1000000), ('十万', 100000), ('万', 10000), ('千', 1000), ('百', 100)
),

-- A unit that the register does not hold: a multiplier, what it counts, and what that is reckoned by (万|元|/平方米/天).
parts AS (
    SELECT
        unit,
        regexp_extract(unit_key, '^(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?([^/]*)(/.+)?$', ['multiplier', 'counted', 'by']) AS part
    FROM units
),

composed AS (
    SELECT
        p.unit,
        m.multiplier,
        p.part.counted || p.part.by AS rest,
        coalesce(m.times, 1) AS times,
        coalesce(whole.unit_base, counted.unit_base || p.part.by) AS unit_base,
        coalesce(whole.factor, counted.factor) AS factor,
        coalesce(whole.dimension, counted.dimension) AS dimension
    FROM parts AS p
    LEFT JOIN multipliers AS m ON m.multiplier = p.part.multiplier
    LEFT JOIN caseless AS whole ON whole.unit_key = p.part.counted || p.part.by
    LEFT JOIN caseless AS counted ON counted.unit_key = p.part.counted
)

SELECT
    u.unit,
    CASE
        WHEN coalesce(r.unit_base, f.unit_base, c.unit_base) IS NOT NULL THEN coalesce(r.unit_base, f.unit_base, c.unit_base)
        -- 万 and 亿 multiply whatever stands behind them, known or not; 千 and 百 may begin a unit's own name.
        WHEN regexp_matches(c.multiplier, '[万亿]') AND c.rest <> '' THEN c.rest
        ELSE u.unit
    END AS unit_base,
    CAST(coalesce(
        r.factor,
        f.factor,
        c.factor * c.times,
        CASE WHEN regexp_matches(c.multiplier, '[万亿]') AND c.rest <> '' THEN c.times END,
        1
    ) AS DECIMAL(32, 6)) AS factor,
    coalesce(r.dimension, f.dimension, c.dimension) AS dimension,
    coalesce(r.unit_base, f.unit_base, c.unit_base) IS NOT NULL AS is_known
FROM units AS u
JOIN composed AS c ON c.unit = u.unit
LEFT JOIN register AS r ON r.unit = u.unit
LEFT JOIN caseless AS f ON f.unit_key = u.unit_key
