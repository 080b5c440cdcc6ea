"""The grammar of policy documents: one module a kind of phrase, every rule with a name.

A rule sees folded text (`transform.language.text`) and says which span holds which fact. Units to base units, names to
organisations and phrases to indicators are not resolved here but in `transform/models`.
"""
