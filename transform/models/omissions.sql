-- What news pages leave out: the targets of a plan that a page tells in part, without those that it tells. A target that the plan
-- states twice is told where either is.
WITH told AS (
    SELECT DISTINCT c.document_id, t.document_id AS plan_id, m.metric_key, t.value_base, t.value_max, t.unit_base, t.deadline
    FROM coverage_lookup AS c
    JOIN targets AS t ON t.target_id = c.target_id
    JOIN metric_lookup AS m ON m.fact_id = t.target_id
)

SELECT p.document_id, t.target_id
FROM (SELECT DISTINCT document_id, plan_id FROM told) AS p
JOIN targets AS t ON t.document_id = p.plan_id
JOIN metric_lookup AS m ON m.fact_id = t.target_id
ANTI JOIN told AS k
    ON k.document_id = p.document_id
    AND k.plan_id = p.plan_id
    AND k.metric_key = m.metric_key
    AND k.value_base IS NOT DISTINCT FROM t.value_base
    AND k.value_max IS NOT DISTINCT FROM t.value_max
    AND k.unit_base IS NOT DISTINCT FROM t.unit_base
    AND k.deadline IS NOT DISTINCT FROM t.deadline
