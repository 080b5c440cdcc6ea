-- What came of what was promised: each promise beside what was measured since, with the verdict and what it rests on, in words.
WITH words (verdict, status, said) AS (
    VALUES
        ('hindered', 'not_comparable', NULL),
        ('undecided', 'not_comparable', '观测值只说上限或下限，不能判定'),
        ('no_baseline', 'not_comparable', '期限未到，观测值尚未达到目标，又无基期值可比'),
        ('met', 'met', '观测值达到目标'),
        ('met_late', 'met_late', '期限时未达到，此后达到目标'),
        ('missed', 'missed', '期限已到，观测值未达到目标'),
        ('within', 'on_track', '期限未到，观测值在目标限度之内'),
        ('ahead_of_path', 'on_track', '观测值不落后于从基期值到目标值的匀速路径'),
        ('behind_path', 'behind', '观测值落后于从基期值到目标值的匀速路径')
)

SELECT
    v.target_id,
    c.commitment_id,
    v.observation_id,
    v.period,
    CASE WHEN v.verdict LIKE '%_path' THEN CAST(round(v.expected, 4) AS DECIMAL(38, 10)) END AS expected,
    CASE WHEN w.status <> 'not_comparable' THEN CAST(round(v.ratio, 4) AS DECIMAL(38, 10)) END AS ratio,
    w.status,
    concat_ws('；',
        coalesce(v.reason, w.said),
        format('目标 {} {}{}', v.comparator, plain(v.value_base), CASE WHEN v.kind = 'multiple' THEN '倍' ELSE coalesce(nullif(v.unit_base, '1'), '') END),
        format('观测 {}{}', plain(v.measured), coalesce(nullif(v.unit_base, '1'), '')),
        CASE WHEN v.verdict LIKE '%_path' OR v.kind = 'multiple' AND v.reason IS NULL
            THEN format('基期 {}{}', plain(v.baseline), coalesce(nullif(v.unit_base, '1'), '')) END,
        CASE WHEN v.verdict LIKE '%_path' THEN format('时间进度 {}%', round(v.elapsed * 100)::INTEGER) END
    ) AS basis
FROM verdicts AS v
JOIN words AS w ON w.verdict = v.verdict
JOIN commitment_lookup AS c ON c.target_id = v.target_id
