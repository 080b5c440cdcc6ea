-- The other names that bodies of the register go by; a short one may be that of several bodies, in several areas.
SELECT alias, organisation_id FROM register_organisation_aliases
