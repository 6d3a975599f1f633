"""Compiles Markdown to a Document (compiler.py) and joins it into HTML (joiner.py), without Django."""
