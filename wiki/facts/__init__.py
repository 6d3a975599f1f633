"""A page's facts between JSON, form, typed rows, diff and screen; one short module per kind.

A column of facts is `{"value": ..., "sources": [...], "as_of": "2022-05"}`, a fact that repeats is a
list of rows `{"id": ..., <columns>, "sources": [...], "show": uid, "from": "S1", "until": "S2"}`.
A source is `{"source": uid, "locator": words}`. A page is named by its uid, a thing without a
page by `{"name": words}`. What a fact is called, accepts and refuses is said by its Django model.
"""
