-- What each observation makes of the promise that it is laid beside: one verdict, in one word, with the numbers that it rests on.
WITH weighed AS (
    SELECT
        *,
        CASE
            WHEN is_ceiling THEN CASE WHEN is_strict THEN highest < aim ELSE highest <= aim END
            WHEN is_strict THEN lowest > aim
            ELSE lowest >= aim
        END AS is_met,
        CASE
            WHEN is_ceiling THEN CASE WHEN is_strict THEN lowest >= aim ELSE lowest > aim END
            WHEN is_strict THEN highest <= aim
            ELSE highest < aim
        END AS is_short,
        CASE WHEN aim <> 0 THEN CAST(value AS DOUBLE) / CAST(aim AS DOUBLE) END AS ratio,
        -- The share that had passed of the time from promise to deadline.
        CASE WHEN due > promised_on THEN least((period_end - promised_on) / (due - promised_on), 1.0) END AS elapsed
    FROM comparisons
),

pathed AS (
    SELECT
        *,
        CASE WHEN is_stock AND kind <> 'multiple' AND period_end < due
            THEN CAST(baseline AS DOUBLE) + (CAST(aim AS DOUBLE) - CAST(baseline AS DOUBLE)) * elapsed END AS expected
    FROM weighed
),

decided AS (
    SELECT
        *,
        CASE
            WHEN reason IS NOT NULL THEN 'hindered'
            WHEN is_stock AND period_end > due THEN CASE WHEN is_met THEN 'after' END
            WHEN NOT coalesce(is_met, false) AND NOT coalesce(is_short, false) THEN 'undecided'
            WHEN NOT is_stock OR period_end = due THEN CASE WHEN is_met THEN 'met' ELSE 'missed' END
            WHEN is_met THEN CASE WHEN is_ceiling THEN 'within' ELSE 'met' END
            WHEN expected IS NULL THEN 'no_baseline'
            WHEN (CAST(value AS DOUBLE) - expected) * CASE WHEN is_ceiling THEN -1 ELSE 1 END >= 0 THEN 'ahead_of_path'
            ELSE 'behind_path'
        END AS verdict
    FROM pathed
)

-- What is reached after the deadline is late where the deadline was seen to be missed; else nobody knows when it was.
SELECT * REPLACE (CASE WHEN verdict = 'after' THEN 'met_late' ELSE verdict END AS verdict)
FROM decided
WHERE verdict IS NOT NULL
QUALIFY verdict <> 'after' OR bool_or(verdict = 'missed') OVER (PARTITION BY target_id)
