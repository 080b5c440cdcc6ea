-- The places that the targets and observations of a document speak of, each once, with a key to compare by.
SELECT DISTINCT document_id, area, area_code, place FROM place_names
