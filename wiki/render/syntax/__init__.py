"""Parses the Markdown of a page into tokens: one parser and its rules."""
