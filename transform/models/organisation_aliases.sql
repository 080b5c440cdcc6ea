-- The other names that the bodies of the data go by; a short one may be that of several bodies, in several areas.
SELECT a.alias, a.organisation_id
FROM register_organisation_aliases AS a
JOIN organisations AS o ON o.organisation_id = a.organisation_id
