-- The register of licences: which of them allow the full text of a document to be released.
SELECT licence, title, CAST(full_text AS BOOLEAN) AS full_text, basis, url
FROM register_licences
