"""The facts of a page as JSON, text of a form, typed rows, changes and words; one short module for each kind.

A plain fact is `{"value": ..., "sources": [...], "as_of": "2022-05"}`, a fact that repeats is a list of rows
`{"id": ..., <columns>, "sources": [...], "show": uid, "from": "S1", "until": "S2"}`. A source is
`{"source": uid, "locator": text}`. A page is named by its uid, and a name without a page is `{"name": text}`.
Facts in normal form (checking.py) are read through Kind.entries. Their labels, limits and choices are those
of the Django models.
"""
