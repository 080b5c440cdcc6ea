-- Each quantitative statement of a news page about a plan that it reports, and the plan's target that it repeats, if any.
WITH phrases AS (
    SELECT
        t.*,
        m.metric_key,
        m.is_registered,
        -- Pairs of neighbouring characters: enough to see that two phrases name one thing in other words.
        list_distinct(list_transform(range(1, length(m.metric_key)), lambda i: substr(m.metric_key, i, 2))) AS pairs
    FROM targets AS t
    JOIN metric_lookup AS m ON m.fact_id = t.target_id
),

-- `likeness` is the share of the shorter phrase that stands in the other, `closeness` that of the longer.
compared AS (
    SELECT
        p.news_id,
        p.plan_id,
        n.target_id AS news_target_id,
        t.target_id,
        CASE
            WHEN n.indicator_id = t.indicator_id THEN 1.0
            WHEN n.is_registered AND t.is_registered THEN 0.0
            ELSE len(list_intersect(n.pairs, t.pairs)) / greatest(least(len(n.pairs), len(t.pairs)), 1)
        END AS likeness,
        CASE
            WHEN n.indicator_id = t.indicator_id THEN 1.0
            WHEN n.is_registered AND t.is_registered THEN 0.0
            ELSE len(list_intersect(n.pairs, t.pairs)) / greatest(len(n.pairs), len(t.pairs), 1)
        END AS closeness,
        n.value_base IS NOT DISTINCT FROM t.value_base AND n.value_max IS NOT DISTINCT FROM t.value_max AS same_value,
        n.unit_base IS NOT DISTINCT FROM t.unit_base AS same_unit,
        n.kind = t.kind AS same_kind,
        -- A page that says no deadline says nothing else about it.
        coalesce(n.deadline = t.deadline, n.deadline IS NULL) AS same_deadline,
        n.comparator IS NOT DISTINCT FROM t.comparator AS same_comparator,
        n.per IS NOT DISTINCT FROM t.per AS same_per
    FROM reported_plans AS p
    JOIN phrases AS n ON n.document_id = p.news_id
    JOIN phrases AS t ON t.document_id = p.plan_id
),

-- The same thing is meant where the phrases are alike, or share something and the number is the same; never across units. That a page
-- changed a number needs more: nearly the same words, the same time, the same kind.
alike AS (
    SELECT
        *,
        count(*) FILTER (WHERE NOT same_value) OVER (PARTITION BY news_target_id, closeness) AS rivals
    FROM compared
    WHERE same_unit
        AND CASE
            WHEN same_value THEN likeness >= 0.6 OR (likeness >= 0.2 AND same_deadline)
            ELSE closeness >= 0.6 AND same_deadline AND same_kind AND same_per
        END
),

-- Of several whose number is another, none can be said to be the one that was changed.
paired AS (
    SELECT * FROM alike
    WHERE same_value OR rivals = 1
    QUALIFY row_number() OVER (
        PARTITION BY news_target_id
        ORDER BY
            same_value AND same_deadline DESC, likeness >= 0.6 DESC, same_value DESC, same_deadline DESC, likeness DESC, closeness DESC,
            target_id
    ) = 1
)

SELECT n.target_id AS news_target_id, n.document_id, p.plan_id, p.target_id, p.same_value, p.same_kind, p.same_deadline, p.same_comparator
FROM targets AS n
LEFT JOIN paired AS p ON p.news_target_id = n.target_id
WHERE n.document_id IN (SELECT news_id FROM reported_plans)
