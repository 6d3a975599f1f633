"""Markdown to a Document (compiler.py), a Document to HTML (joiner.py). Pure: no Django, no database."""
