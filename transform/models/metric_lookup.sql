-- What each target and observation counts: the normal form of its whole phrase, the indicator that this is, its scope.
WITH facts AS (
    SELECT source_id, document_id, target_id AS fact_id, metric, unit, area, quote, kind = 'level' AS is_level, false AS is_rank FROM read_targets
    UNION ALL
    SELECT source_id, document_id, observation_id, metric, unit, area, quote, stat = 'level', stat = 'rank' FROM read_observations
),

kept AS (
    SELECT
        f.*,
        unplanned(metric_key(f.metric)) AS phrase,
        -- What the clause says in front of the metric may name its scope: 全省农村，…; 城镇新增就业.
        CASE WHEN contains(f.quote, f.metric) THEN regexp_extract(f.quote[:instr(f.quote, f.metric) - 1], '[^，,；;。：:、]*$') ELSE '' END AS before,
        -- A verb that the metric lost may stand behind it: 保障性住房 | 基本建成 | 54万套.
        CASE WHEN contains(f.quote, f.metric)
            THEN regexp_extract(f.quote[instr(f.quote, f.metric) + length(f.metric):], '^[^\d，,；;。：:、（(]{0,6}') ELSE '' END AS after,
        u.unit_base,
        u.dimension
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
        * EXCLUDE (places, placeless),
        names_rate(placeless) AS is_rate,
        phrase_key(placeless, words) AS metric_key,
        reworded(coalesce(metric_key(before), ''), words) AS worded_before,
        reworded(coalesce(metric_key(after), ''), words) AS worded_after
    FROM (
        SELECT
            *,
            regexp_replace(
                substr(phrase, 1 + coalesce(list_max(list_transform(places, lambda place: length(place))), 0)), '^(全|各)(国|省|市|区|县)', ''
            ) AS placeless
        FROM placed
    ), wordings
),

scopes AS (
    SELECT DISTINCT reworded(metric_key(word), words) AS word, scope FROM register_scopes, wordings
),

-- Of 地级以上城市 it is not said that it is 城市: a word that stands in a longer one names nothing.
scoped AS (
    SELECT
        * EXCLUDE (found),
        list_sort(list_distinct(list_transform(
            list_filter(found, lambda w: len(list_filter(found, lambda o: o.word <> w.word AND contains(o.word, w.word))) = 0), lambda w: w.scope
        ))) AS scope,
        list_transform(list_filter(found, lambda w: contains(metric_key, w.word)), lambda w: {'word': w.word, 'normal': ''}) AS scope_words
    FROM (
        SELECT
            n.*,
            (
                SELECT coalesce(list({'word': s.word, 'scope': s.scope} ORDER BY length(s.word) DESC, s.word), [])
                FROM scopes AS s
                WHERE contains(n.worded_before || n.metric_key, s.word)
            ) AS found
        FROM normal AS n
    )
),

phrases AS (
    SELECT DISTINCT
        indicator_id,
        dimension,
        phrase_key(unplanned(metric_key(unnest(string_split(concat_ws('|', name, phrases), '|')))), words) AS form
    FROM register_indicators, wordings
),

-- The longest wording that the clause ends in, if it holds the whole metric (新开工 | 保障性住房); else the metric itself;
-- else the metric without its scope, which stands apart; else without 新增, which is how it is told.
candidates AS (
    SELECT n.fact_id, p.form, -length(p.form) AS preference
    FROM scoped AS n
    JOIN phrases AS p
        ON right(p.form, 2) = right(n.metric_key, 2) AND length(p.form) > length(n.metric_key) AND ends_with(n.worded_before || n.metric_key, p.form)
    UNION ALL
    SELECT n.fact_id, p.form, -length(p.form)
    FROM scoped AS n
    JOIN phrases AS p
        ON right(p.form, 2) = right(n.worded_after, 2) AND length(n.worded_after) >= 2
        AND contains(p.form, n.worded_after) AND ends_with(n.worded_before || n.metric_key || n.worded_after, p.form)
        AND length(p.form) >= length(reworded(n.metric_key, n.scope_words)) + length(n.worded_after)
    UNION ALL
    SELECT fact_id, unnest(forms), generate_subscripts(forms, 1)
    FROM (
        SELECT
            fact_id,
            [metric_key, reworded(metric_key, scope_words), regexp_replace(metric_key, '^(新增|净增)', ''),
                regexp_replace(reworded(metric_key, scope_words), '^(新增|净增)', '')] AS forms
        FROM scoped
    )
),

-- A rate of growth or a rank is that of the indicator itself; any other value must be of the indicator's dimension.
registered AS (
    SELECT fact_id, min(indicator_id) AS indicator_id
    FROM (
        SELECT c.fact_id, p.indicator_id
        FROM candidates AS c
        JOIN scoped AS n ON n.fact_id = c.fact_id
        JOIN phrases AS p ON p.form = c.form
        WHERE p.dimension IS NULL
            OR n.dimension IS NULL
            OR p.dimension = n.dimension
            OR n.is_rank
            OR (n.dimension = 'ratio' AND (n.is_rate OR NOT n.is_level))
            OR (p.dimension = 'count' AND n.dimension = 'number')
        QUALIFY rank() OVER (PARTITION BY c.fact_id ORDER BY c.preference) = 1
    )
    GROUP BY fact_id
    HAVING count(DISTINCT indicator_id) = 1
)

SELECT
    n.fact_id,
    n.document_id,
    n.metric,
    n.metric_key,
    n.unit_base,
    n.dimension,
    n.is_level,
    n.is_rate,
    list_sort(list_distinct(list_filter(list_append(n.scope, i.scope), lambda scope: scope IS NOT NULL))) AS scope,
    r.indicator_id IS NOT NULL AS is_registered,
    -- Whether two facts of this phrase may be held to be of one thing.
    r.indicator_id IS NOT NULL OR names_something(n.metric_key) AS links,
    -- An unregistered phrase gets an id of its own, made of its normal form: the same wherever it is met.
    coalesce(r.indicator_id, 'metric-' || sha256(n.metric_key)[1:12]) AS indicator_id
FROM scoped AS n
LEFT JOIN registered AS r ON r.fact_id = n.fact_id
LEFT JOIN register_indicators AS i ON i.indicator_id = r.indicator_id
