-- Promises, each once with one life: who answers for it, where it started, where it was told, what became of it.
WITH today AS (
    -- No clock: what is due is judged on the latest day that a document of the warehouse speaks of.
    SELECT max(coalesce(end_day(issued_on), end_day(published_on))) AS as_of FROM documents
),

-- The words of a commitment are those in which it was told first, by the one who made it where that is held.
told AS (
    SELECT
        c.commitment_id,
        p.*,
        row_number() OVER (
            PARTITION BY c.commitment_id ORDER BY p.voice <> 'own', p.promised_on NULLS LAST, p.document_id, p.char_start NULLS LAST, p.target_id
        ) AS turn,
        count(*) OVER (PARTITION BY c.commitment_id) AS mentions
    FROM commitment_lookup AS c
    JOIN promises AS p ON p.target_id = c.target_id
),

-- Who answers: the bodies that lead the measure, else all that carry it, else those that issued the document.
bodies AS (
    SELECT measure_id, position, printed_name, organisation_id
    FROM responsibilities
    WHERE role <> 'support'
    QUALIFY role = 'lead' OR NOT bool_or(role = 'lead') OVER (PARTITION BY measure_id)
),

owners AS (
    SELECT
        t.commitment_id,
        string_agg(b.printed_name, '、' ORDER BY b.position) AS owner,
        first(b.organisation_id ORDER BY b.position) AS organisation_id
    FROM told AS t
    JOIN bodies AS b ON b.measure_id = t.measure_id
    WHERE t.turn = 1
    GROUP BY t.commitment_id
),

issuers AS (
    SELECT
        document_id,
        string_agg(printed_name, '、' ORDER BY position) AS owner,
        first(organisation_id ORDER BY position) AS organisation_id
    FROM document_issuers
    GROUP BY document_id
),

-- What decides: what was reached late or at the deadline before what is seen on the way, the latest first.
outcomes AS (
    SELECT
        t.commitment_id,
        p.status,
        p.period,
        o.value_base,
        p.observation_id,
        p.basis
    FROM told AS t
    JOIN progress AS p ON p.target_id = t.target_id
    JOIN results AS o ON o.observation_id = p.observation_id
    WHERE t.turn = 1
    QUALIFY row_number() OVER (
        PARTITION BY t.commitment_id
        ORDER BY list_position(['met_late', 'missed', 'met', 'behind', 'on_track', 'not_comparable'], CASE WHEN p.status IN ('behind', 'on_track') THEN 'behind' ELSE p.status END),
            o.period_end DESC NULLS LAST, p.observation_id
    ) = 1
)

SELECT
    t.commitment_id,
    t.indicator_id,
    nullif(array_to_string(t.scope, '、'), '') AS scope,
    coalesce(a.name, t.area) AS area,
    a.code AS area_code,
    t.kind,
    -- How it is told, as series tell what is measured.
    CASE
        WHEN t.manner = 'growth' AND t.is_average THEN 'average_growth'
        WHEN t.manner = 'growth' AND t.span_from IS NULL THEN 'growth_yoy'
        WHEN t.manner IN ('growth', 'addition') THEN 'change'
        ELSE 'level'
    END AS stat,
    t.comparator,
    t.value_base,
    t.value_max_base,
    t.unit_base,
    t.deadline,
    t.per,
    coalesce(w.owner, i.owner) AS owner,
    CASE WHEN w.owner IS NOT NULL THEN w.organisation_id ELSE i.organisation_id END AS organisation_id,
    t.document_id,
    t.target_id,
    t.mentions,
    b.baseline AS baseline_value,
    b.baseline_period,
    CASE
        WHEN o.status IS NOT NULL THEN o.status
        WHEN t.voice = 'own' AND t.due <= y.as_of THEN 'no_evidence'
        ELSE 'pending'
    END AS status,
    CASE WHEN o.status <> 'not_comparable' THEN o.period END AS status_period,
    CASE WHEN o.status <> 'not_comparable' THEN o.value_base END AS status_value,
    o.observation_id AS status_observation_id,
    coalesce(o.basis, CASE
        WHEN t.voice <> 'own' THEN '只见于他人转述，未见作出承诺的文件'
        WHEN t.due IS NULL THEN '未定期限'
        WHEN t.due <= y.as_of THEN format('期限已到，截至{}的文件中没有同一指标、地区的观测值', y.as_of)
        ELSE '期限未到，尚无观测值'
    END) AS basis
FROM told AS t
CROSS JOIN today AS y
LEFT JOIN owners AS w ON w.commitment_id = t.commitment_id
LEFT JOIN issuers AS i ON i.document_id = t.document_id
LEFT JOIN baselines AS b ON b.target_id = t.target_id
LEFT JOIN outcomes AS o ON o.commitment_id = t.commitment_id
LEFT JOIN register_areas AS a ON a.code = t.place
WHERE t.turn = 1
