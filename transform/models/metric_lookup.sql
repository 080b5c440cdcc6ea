-- What each target and observation counts: the normal form of its phrase, and the indicator that this is.
WITH facts AS (
    SELECT source_id, document_id, target_id AS fact_id, metric, unit, area, kind = 'level' AS is_level FROM read_targets
    UNION ALL
    SELECT source_id, document_id, observation_id, metric, unit, area, stat = 'level' FROM read_observations
),

kept AS (
    SELECT f.*, unplanned(metric_key(f.metric)) AS phrase, u.unit_base, u.dimension
    FROM facts AS f
    JOIN document_lookup AS l ON l.source_id = f.source_id AND l.read_id = f.document_id AND l.position = 1
    LEFT JOIN unit_lookup AS u ON u.unit = f.unit
    WHERE metric_key(f.metric) IS NOT NULL
),

-- 云川市网络零售额, said of 云川市, is 网络零售额 there.
placed AS (
    SELECT
        k.*,
        list_filter(
            [name_key(k.area), name_key(d.area), a.name, a.short_name],
            lambda place: starts_with(k.phrase, place) AND length(k.phrase) >= length(place) + 2
        ) AS places
    FROM kept AS k
    LEFT JOIN area_lookup AS d ON d.document_id = k.document_id
    LEFT JOIN register_areas AS a ON a.code = d.area_code
),

normal AS (
    SELECT
        * EXCLUDE (places),
        regexp_replace(
            substr(phrase, 1 + coalesce(list_max(list_transform(places, lambda place: length(place))), 0)), '^(全|各)(国|省|市|区|县)', ''
        ) AS metric_key
    FROM placed
),

phrases AS (
    SELECT DISTINCT indicator_id, dimension, metric_key(unnest(string_split(concat_ws('|', name, phrases), '|'))) AS metric_key
    FROM register_indicators
),

-- A rate of growth is that of the indicator itself; any other value must be of the indicator's dimension.
registered AS (
    SELECT n.fact_id, min(p.indicator_id) AS indicator_id
    FROM normal AS n
    JOIN phrases AS p ON p.metric_key = n.metric_key
    WHERE p.dimension IS NULL
        OR n.dimension IS NULL
        OR p.dimension = n.dimension
        OR (n.dimension = 'ratio' AND NOT n.is_level)
    GROUP BY n.fact_id
    HAVING count(DISTINCT p.indicator_id) = 1
)

SELECT
    n.fact_id,
    n.document_id,
    n.metric,
    n.metric_key,
    n.unit_base,
    n.dimension,
    n.is_level,
    r.indicator_id IS NOT NULL AS is_registered,
    -- An unregistered phrase gets an id of its own, made of its normal form: the same wherever it is met.
    coalesce(r.indicator_id, 'metric-' || sha256(n.metric_key)[1:12]) AS indicator_id
FROM normal AS n
LEFT JOIN registered AS r ON r.fact_id = n.fact_id
