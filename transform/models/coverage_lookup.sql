-- Each quantitative statement of a news page about a plan that it cites, and the plan's target that it repeats, if any.
WITH plans AS (
    SELECT DISTINCT n.document_id AS news_id, c.cited_document_id AS plan_id
    FROM citations AS c
    JOIN documents AS n ON n.document_id = c.document_id AND n.kind = 'news'
    JOIN documents AS p ON p.document_id = c.cited_document_id AND p.kind <> 'news'
),

phrases AS (
    SELECT
        t.*,
        m.metric_key,
        -- Pairs of neighbouring characters: enough to see that two phrases name one thing in other words.
        list_distinct(list_transform(range(1, length(m.metric_key)), lambda i: substr(m.metric_key, i, 2))) AS pairs
    FROM targets AS t
    JOIN metric_lookup AS m ON m.fact_id = t.target_id
),

compared AS (
    SELECT
        p.news_id,
        p.plan_id,
        n.target_id AS news_target_id,
        t.target_id,
        CASE
            WHEN n.indicator_id = t.indicator_id THEN 1.0
            ELSE len(list_intersect(n.pairs, t.pairs)) / greatest(least(len(n.pairs), len(t.pairs)), 1)
        END AS likeness,
        n.value_base IS NOT DISTINCT FROM t.value_base AND n.value_max IS NOT DISTINCT FROM t.value_max AS same_value,
        n.unit_base IS NOT DISTINCT FROM t.unit_base AS same_unit,
        n.kind = t.kind AS same_kind,
        -- A page that says no deadline says nothing else about it.
        coalesce(n.deadline = t.deadline, n.deadline IS NULL) AS same_deadline,
        n.comparator IS NOT DISTINCT FROM t.comparator AS same_comparator
    FROM plans AS p
    JOIN phrases AS n ON n.document_id = p.news_id
    JOIN phrases AS t ON t.document_id = p.plan_id
),

-- The same thing is meant where the phrases are alike, or share something and the number is the same; never across units.
paired AS (
    SELECT * FROM compared
    WHERE same_unit AND (likeness >= 0.6 OR (likeness >= 0.2 AND same_value AND same_deadline))
    QUALIFY row_number() OVER (
        PARTITION BY news_target_id
        ORDER BY same_value AND same_deadline DESC, likeness >= 0.6 DESC, same_value DESC, same_deadline DESC, likeness DESC, target_id
    ) = 1
)

SELECT n.target_id AS news_target_id, n.document_id, p.plan_id, p.target_id, p.same_value, p.same_kind, p.same_deadline, p.same_comparator
FROM targets AS n
LEFT JOIN paired AS p ON p.news_target_id = n.target_id
WHERE n.document_id IN (SELECT news_id FROM plans)
