"""The joins that several pages and the search index share, made once as tables beside the released rows.

Nothing is reckoned here: a promise's status and the reason for it are what `commitments` says, a point is what `series`
says. Only rows are put beside each other that share a key, and places get the key that their page is named by.
"""

from __future__ import annotations

from catalog.site.history import HISTORY

PLACE = "CASE WHEN {t}.area_code IS NOT NULL THEN {t}.area_code WHEN {t}.area = '全国' THEN 'cn' END"
"""The page of a place: its code; the whole country is `cn`, anything else that is no place of the register has none."""

LAST_YEAR = "try_cast(list_last(regexp_extract_all({t}.period, '[0-9]{{4}}')) AS INTEGER)"

IN_TEXT = "try_cast(char_start AS INTEGER)"
IN_TABLE = 'table_id, try_cast("row" AS INTEGER), try_cast("column" AS INTEGER)'
ORDERS = {
    "targets": f"{IN_TEXT}, {IN_TABLE}, target_id",
    "measures": "try_cast(position AS INTEGER), measure_id",
    "incentives": f"{IN_TEXT}, incentive_id",
    "observations": f"{IN_TEXT}, {IN_TABLE}, observation_id",
    "tables": "try_cast(page_start AS INTEGER), table_id",
}
"""The parts of a document whose rows other pages link to, in their order on its page, and the order of their rows."""
FRONT_BYTES, PAGE_BYTES = 50_000, 65_000
"""What the rows of facts on the first page of a divided document may take, and those on another page; with the frame, and
as the bytes of a row are guessed, a page stays below 100 KB."""
ROW_BYTES = {
    "targets": "1000",
    "measures": "500 + 160 * (SELECT count(*) FROM policies.responsibilities r WHERE r.measure_id = t.measure_id)",
    "incentives": "900",
    "observations": "680",
    "tables": "500 + 60 * coalesce(try_cast(n_rows AS INTEGER) * try_cast(n_columns AS INTEGER), 0)",
}
"""What a row takes on a page, roughly, as the sites of the specimens and of provincial reports were measured."""
_FACTS = " UNION ALL ".join(
    f"SELECT document_id, {name[:-1]}_id AS id, '{name}' AS part, {at} AS part_at, ({ROW_BYTES[name]})::BIGINT AS bytes, "
    f"row_number() OVER (PARTITION BY document_id ORDER BY {order}) AS n "
    f"FROM {'targets' if name in ('targets', 'observations') else 'tables' if name == 'tables' else 'policies'}.{name} t"
    for at, (name, order) in enumerate(ORDERS.items())
)

MADE = {
    "sized": _FACTS,
    # A document that would be longer than a page. Its text counts with three bytes a sign and the marks of its facts.
    "divided": f"""
        SELECT document_id FROM (
            SELECT document_id, sum(bytes) AS bytes FROM made.sized GROUP BY 1
            UNION ALL SELECT document_id, sum(3 * length(text)) FROM policies.sections GROUP BY 1
            UNION ALL SELECT document_id, 420 * count(*) FROM made.sized WHERE part != 'tables' GROUP BY 1
            UNION ALL SELECT document_id, 260 * count(*) FROM policies.issues WHERE document_id IS NOT NULL GROUP BY 1
        ) GROUP BY 1 HAVING sum(bytes) > {PAGE_BYTES}""",
    # Where a row of a divided document stands: NULL is its first page.
    "placed": f"""
        WITH parts AS (
            SELECT document_id, part, sum(sum(bytes)) OVER (PARTITION BY document_id ORDER BY any_value(part_at)) AS upto
            FROM made.sized SEMI JOIN made.divided USING (document_id) GROUP BY document_id, part
        ), ranked AS (
            SELECT s.*, (sum(bytes) OVER (PARTITION BY document_id, part ORDER BY n) - bytes) // {PAGE_BYTES} AS page
            FROM made.sized s JOIN parts p USING (document_id, part) WHERE p.upto > {FRONT_BYTES}
        )
        SELECT id, document_id, part || CASE WHEN page > 0 THEN '-' || (page + 1)::BIGINT ELSE '' END || '.html' AS file
        FROM ranked""",
    "promises": f"""
        SELECT c.*, {PLACE.format(t="c")} AS place,
            nullif(regexp_extract(c.deadline, '^[0-9]{{4}}'), '') AS year,
            i.name AS indicator, i.name_en AS indicator_en,
            t.metric, t.value, t.value_max, t.unit, t.quote, t.page, t.measure_id, t.voice,
            d.title AS document_title, coalesce(d.issued_on, d.published_on) AS document_date, d.area AS document_area,
            m.title AS measure_title, o.document_id AS observation_document_id, o.metric AS observed_metric,
            o.value AS observed_value, o.value_max AS observed_value_max, o.unit AS observed_unit,
            w.file AS observation_file
        FROM targets.commitments c
        LEFT JOIN targets.indicators i USING (indicator_id)
        LEFT JOIN targets.targets t ON t.target_id = c.target_id
        LEFT JOIN policies.documents d ON d.document_id = c.document_id
        LEFT JOIN policies.measures m ON m.measure_id = t.measure_id
        LEFT JOIN targets.observations o ON o.observation_id = c.status_observation_id
        LEFT JOIN made.placed w ON w.id = o.observation_id""",
    "history": HISTORY,
    # The page of a PDF that a promise was read from, where the licence lets its text be released.
    "pictured": """
        SELECT c.commitment_id, s.sha256, c.page, c.quote FROM made.promises c
        JOIN policies.documents d ON d.document_id = c.document_id AND d.has_full_text = 'true'
        JOIN policies.document_sources p ON p.document_id = c.document_id
        JOIN policies.sources s ON s.source_id = p.source_id AND s.media_type = 'application/pdf'
        SEMI JOIN made.files f ON f.sha256 = s.sha256
        WHERE c.quote IS NOT NULL AND try_cast(c.page AS INTEGER)
            BETWEEN coalesce(try_cast(p.page_start AS INTEGER), 1) AND coalesce(try_cast(p.page_end AS INTEGER), 100000)
        QUALIFY row_number() OVER (PARTITION BY c.commitment_id ORDER BY try_cast(p.position AS INTEGER), s.source_id) = 1""",
    "points": f"""
        SELECT s.*, {PLACE.format(t="s")} AS place, {LAST_YEAR.format(t="s")} AS last_year,
            i.name AS indicator, i.name_en AS indicator_en,
            o.document_id, o.value, o.value_max, o.unit, o.comparator, o.quote, o.page, d.title AS document_title,
            w.file
        FROM targets.series s
        LEFT JOIN targets.indicators i USING (indicator_id)
        LEFT JOIN targets.observations o ON o.observation_id = s.observation_id
        LEFT JOIN policies.documents d ON d.document_id = o.document_id
        LEFT JOIN made.placed w ON w.id = s.observation_id""",
    "duties": """
        SELECT r.organisation_id, r.measure_id, r.role, r.printed_name, r.position, m.document_id, m.title, m.number,
            m.path, d.title AS document_title, coalesce(d.issued_on, d.published_on) AS document_date,
            w.others, t.aims, k.file
        FROM policies.responsibilities r
        JOIN policies.measures m USING (measure_id)
        LEFT JOIN policies.documents d ON d.document_id = m.document_id
        LEFT JOIN (
            SELECT measure_id, list({{name: printed_name, id: organisation_id, role: role}}
                ORDER BY try_cast(position AS INTEGER), printed_name) AS others
            FROM policies.responsibilities GROUP BY measure_id
        ) w ON w.measure_id = r.measure_id
        LEFT JOIN (
            SELECT measure_id, list({{id: commitment_id, metric: metric, comparator: comparator, value: value,
                value_max: value_max, unit: unit, kind: kind, deadline: deadline, status: status}}
                ORDER BY deadline, commitment_id) AS aims
            FROM made.promises WHERE measure_id IS NOT NULL GROUP BY measure_id
        ) t ON t.measure_id = r.measure_id
        LEFT JOIN made.placed k ON k.id = r.measure_id
        WHERE r.organisation_id IS NOT NULL""".replace("{{", "{").replace("}}", "}"),
    "bodies": """
        SELECT o.*, a.name AS area, p.name AS parent, coalesce(l.aliases, '') AS aliases,
            coalesce(r.duties, 0) AS duties, coalesce(c.promises, 0) AS promises, coalesce(s.documents, 0) AS documents
        FROM policies.organisations o
        LEFT JOIN reference.areas a ON a.code = o.area_code
        LEFT JOIN policies.organisations p ON p.organisation_id = o.parent_id
        LEFT JOIN (SELECT organisation_id, string_agg(alias, '、' ORDER BY alias) aliases
            FROM policies.organisation_aliases GROUP BY 1) l ON l.organisation_id = o.organisation_id
        LEFT JOIN (SELECT organisation_id, count(*) duties FROM made.duties GROUP BY 1) r
            ON r.organisation_id = o.organisation_id
        LEFT JOIN (SELECT organisation_id, count(*) promises FROM made.promises GROUP BY 1) c
            ON c.organisation_id = o.organisation_id
        LEFT JOIN (SELECT organisation_id, count(DISTINCT document_id) documents FROM policies.document_issuers
            GROUP BY 1) s ON s.organisation_id = o.organisation_id
        WHERE coalesce(r.duties, c.promises, s.documents) IS NOT NULL""",
    "indicators": """
        SELECT i.*, coalesce(c.promises, 0) AS promises, coalesce(s.points, 0) AS points,
            coalesce(c.places, 0) AS places, coalesce(w.wordings, '') AS wordings
        FROM targets.indicators i
        LEFT JOIN (SELECT indicator_id, count(*) promises, count(DISTINCT place) places FROM made.promises GROUP BY 1) c
            ON c.indicator_id = i.indicator_id
        LEFT JOIN (SELECT indicator_id, count(*) points FROM made.points GROUP BY 1) s
            ON s.indicator_id = i.indicator_id
        LEFT JOIN (SELECT indicator_id, string_agg(DISTINCT metric, '、' ORDER BY metric) AS wordings FROM (
                SELECT indicator_id, metric FROM targets.targets
                UNION SELECT indicator_id, metric FROM targets.observations) GROUP BY 1) w
            ON w.indicator_id = i.indicator_id
        WHERE coalesce(c.promises, s.points) IS NOT NULL
            AND (i.is_registered IS DISTINCT FROM 'false' OR coalesce(c.promises, 0) + coalesce(s.points, 0) >= 3)""",
    "places": """
        SELECT k.place, coalesce(a.name, k.area) AS name, p.name AS parent, k.promises, k.points, k.met, k.met_late, k.missed,
            k.no_evidence, k.pending, k.on_track, k.behind, k.not_comparable
        FROM (
            SELECT place, any_value(area ORDER BY area) AS area, sum(promise) AS promises, sum(1 - promise) AS points,
                count(*) FILTER (status = 'met') AS met, count(*) FILTER (status = 'met_late') AS met_late,
                count(*) FILTER (status = 'missed') AS missed, count(*) FILTER (status = 'no_evidence') AS no_evidence,
                count(*) FILTER (status = 'pending') AS pending, count(*) FILTER (status = 'on_track') AS on_track,
                count(*) FILTER (status = 'behind') AS behind,
                count(*) FILTER (status = 'not_comparable') AS not_comparable
            FROM (SELECT place, area, status, 1 AS promise FROM made.promises
                UNION ALL SELECT place, area, NULL, 0 FROM made.points)
            WHERE place IS NOT NULL GROUP BY place
        ) k
        LEFT JOIN reference.areas a ON a.code = k.place
        LEFT JOIN reference.areas p ON p.code = a.parent""",
    # Each target with its document, its measure's organisations and what the data say of its commitment.
    "aims": """
        SELECT t.*, nullif(regexp_extract(t.deadline, '^[0-9]{4}'), '') AS year, i.name AS indicator,
            d.title AS document_title, d.kind AS document_kind,
            coalesce(d.issued_on, d.published_on) AS document_date,
            m.number AS measure_number, m.title AS measure_title, r.organisations,
            c.status AS progress, c.status_period AS progress_period, c.status_value AS progress_value,
            c.unit_base AS progress_unit, c.basis, c.status_observation_id AS observation_id,
            o.document_id AS observation_document_id, w.file, v.file AS observation_file
        FROM targets.targets t
        LEFT JOIN targets.indicators i USING (indicator_id)
        LEFT JOIN policies.documents d ON d.document_id = t.document_id
        LEFT JOIN policies.measures m ON m.measure_id = t.measure_id
        LEFT JOIN (
            SELECT measure_id, string_agg(printed_name, '、' ORDER BY try_cast(position AS INTEGER), printed_name)
                AS organisations
            FROM policies.responsibilities GROUP BY measure_id
        ) r ON r.measure_id = t.measure_id
        LEFT JOIN targets.commitments c ON c.commitment_id = t.commitment_id
        LEFT JOIN targets.observations o ON o.observation_id = c.status_observation_id
        LEFT JOIN made.placed w ON w.id = t.target_id
        LEFT JOIN made.placed v ON v.id = o.observation_id""",
}
"""The tables of the schema `made`, in the order that they build on each other."""
