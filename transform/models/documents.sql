-- The documents, each once, with the state of its life on the warehouse's own day, and why.
SELECT
    k.document_id,
    k.source_id,
    k.kind,
    -- A page may print no headline; an issue says so, and something must stand in its place.
    coalesce(nullif(k.title, ''), k.notice_title, k.document_number, k.document_id) AS title,
    k.notice_title,
    k.document_number,
    k.issued_on,
    k.published_on,
    k.effective_from,
    k.effective_to,
    l.status,
    k.page_start,
    k.page_end,
    k.printed_page_start,
    k.printed_page_end,
    k.title_en,
    k.language,
    k.character_count,
    a.area,
    a.area_code,
    x.has_full_text,
    x.text_basis,
    k.genre,
    k.speech,
    l.status_reason,
    -- Every row must lead to a licence: where none is printed, what the law says.
    coalesce(
        x.licence,
        CASE x.text_basis WHEN 'official_document' THEN 'LicenseRef-PRC-Copyright-Law-5' ELSE 'LicenseRef-All-Rights-Reserved' END
    ) AS licence
FROM life_lookup AS l
JOIN read_documents AS k ON k.source_id = l.source_id AND k.document_id = l.document_id
LEFT JOIN area_lookup AS a ON a.document_id = k.document_id
JOIN text_rights AS x ON x.document_id = k.document_id
