-- Each promise beside what was measured of the same indicator in the same place, and why the two cannot be compared, if so.
WITH aims AS (
    SELECT
        t.* EXCLUDE (manner, unit_base),
        b.baseline,
        b.baseline_period,
        -- 翻一番 is judged by the level that it leads to.
        CASE WHEN t.kind = 'multiple' THEN b.manner ELSE t.manner END AS manner,
        CASE WHEN t.kind = 'multiple' THEN b.unit_base ELSE t.unit_base END AS unit_base,
        t.sign * CASE WHEN t.is_ceiling THEN coalesce(t.value_max_base, t.value_base) ELSE t.value_base END
            * CASE WHEN t.kind = 'multiple' THEN b.baseline ELSE 1 END AS aim,
        coalesce(i.prices = 'constant', false) AS has_constant_prices
    FROM promises AS t
    LEFT JOIN baselines AS b ON b.target_id = t.target_id
    LEFT JOIN register_indicators AS i ON i.indicator_id = t.indicator_id
    WHERE t.links AND t.place IS NOT NULL AND t.voice = 'own' AND t.value_base IS NOT NULL
),

paired AS (
    SELECT
        t.*,
        o.observation_id,
        o.document_id AS told_by,
        o.told_on,
        o.tells_base,
        o.tells_years AS tells_several,
        o.period,
        o.period_start,
        o.period_end,
        o.value_base AS measured,
        t.sign * o.value_base AS value,
        CASE WHEN t.sign > 0 THEN o.at_least ELSE -o.at_most END AS lowest,
        CASE WHEN t.sign > 0 THEN o.at_most ELSE -o.at_least END AS highest,
        o.half_step,
        t.comparator IN ('<', '>') AND o.comparator IS DISTINCT FROM t.comparator AS is_strict,
        t.manner = 'stock' AND o.manner = 'stock' AS is_stock,
        CASE
            WHEN t.kind = 'multiple' AND t.baseline IS NULL THEN '目标为倍数，未找到基期值'
            WHEN t.kind = 'multiple' AND t.has_constant_prices THEN '目标为倍数，按可比价计算，观测值为现价'
            -- What is counted per head is so on both sides.
            WHEN t.per IS NOT NULL AND NOT t.is_average AND NOT contains(t.metric, t.per)
                AND NOT (t.is_registered AND regexp_full_match(t.per, '(每人|人均)(每[年月])?')) THEN format('目标按“{}”分别计算', t.per)
            WHEN t.manner <> o.manner THEN format('统计口径不同：目标为{}，观测为{}', manner_word(t.manner), manner_word(o.manner))
            WHEN t.unit_base <> o.unit_base AND '1' NOT IN (t.unit_base, o.unit_base) THEN format('单位不同：目标为{}，观测为{}', t.unit_base, o.unit_base)
            WHEN t.is_average <> (o.stat = 'average_growth') THEN '年均增速与单个时期的增速不能相比'
            WHEN t.scope <> o.scope THEN format(
                '统计范围不同：目标为“{}”，观测为“{}”',
                coalesce(nullif(array_to_string(t.scope, '、'), ''), '未注明'), coalesce(nullif(array_to_string(o.scope, '、'), ''), '未注明')
            )
            WHEN t.is_real <> o.is_real THEN '一为扣除价格因素的实际增速，一不是'
            WHEN t.has_fixed_prices AND t.kind <> 'increase' THEN '目标按不变价计算'
            WHEN o.is_start THEN '观测值是变动的起点，未说明是何时的'
            WHEN o.has_other_base THEN '增速的基期不是上一年'
            WHEN t.due IS NULL THEN '目标未定期限'
        END AS obstacle
    FROM aims AS t
    JOIN results AS o
        ON o.indicator_id = t.indicator_id AND o.place = t.place AND o.document_id <> t.document_id
        AND o.period_end > t.promised_on
        -- A rate says nothing of an amount.
        AND (
            o.unit_base = t.unit_base
            OR (t.unit_base IN ('%', '百分点') AND o.unit_base IN ('%', '百分点'))
            OR (t.kind = 'multiple' AND t.unit_base IS NULL AND o.stat = 'level')
            -- 6069万, of 万人: a number without its unit is in the one that the indicator has.
            OR (t.is_registered AND '1' IN (t.unit_base, o.unit_base) AND NOT list_has_any([t.unit_base, o.unit_base], ['%', '百分点']))
        )
),

-- A sum, an addition or a rate of growth answers for its own stretch of time only, a stock until its deadline.
timed AS (
    SELECT
        *,
        CASE
            WHEN obstacle IS NOT NULL THEN obstacle
            WHEN is_stock THEN CASE WHEN contains(period, '/') THEN '目标为时点上的数，观测期为一段时间' END
            WHEN month(due) <> 12 OR day(due) <> 31 THEN '目标期限不是一年之末，期间量的起止不明'
            WHEN span_from IS NOT NULL AND year(period_start) = year(period_end) THEN '目标为多年合计或年均，观测期为一年'
            WHEN span_from IS NOT NULL AND year(period_start) NOT BETWEEN span_from AND span_from + 1 THEN '观测期与目标期的起始年不同'
            WHEN span_from IS NULL AND year(period_start) <> year(period_end) THEN '目标为一年，观测期为多年'
            WHEN strftime(period_start, '%m%d') <> '0101' OR strftime(period_end, '%m%d') <> '1231' THEN '观测期只含一年的一部分'
            WHEN span_from IS NULL AND tells_several THEN '观测值可能是多年合计'
        END AS hindrance
    FROM paired
    WHERE CASE
        -- Of an aim without a deadline only the first year that ended since is laid beside it, to say so.
        WHEN due IS NULL THEN period_end <= promised_on + INTERVAL 366 DAY
        WHEN is_stock THEN true
        ELSE year(period_end) = year(due)
    END
)

-- Where sources tell one period differently, the one that names its base and told first is the result.
SELECT
    * EXCLUDE (obstacle, hindrance),
    coalesce(hindrance, CASE
        WHEN max(lowest - half_step) OVER same_source > min(highest + half_step) OVER same_source THEN '同一文件对同期有不同的观测值'
        WHEN value + half_step < first_value(value - half_step) OVER told OR value - half_step > first_value(value + half_step) OVER told
            THEN '同期另有依据更明确或先公布的观测值，与此不同'
    END) AS reason
FROM timed
WINDOW
    same_source AS (PARTITION BY target_id, period, hindrance IS NULL, told_by, tells_base),
    told AS (PARTITION BY target_id, period, hindrance IS NULL ORDER BY tells_base DESC NULLS LAST, told_on NULLS LAST, told_by, observation_id)
