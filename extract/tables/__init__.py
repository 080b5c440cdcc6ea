"""Tables, whatever shows them: rules, fills, white, tabs; their captions, and their parts over pages.

How the words of a page come to have places does not live here (`pages`); what a table means is for `transform`.
"""
