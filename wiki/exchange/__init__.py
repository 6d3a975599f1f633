"""A wiki as files: Markdown with a TOML header of facts, one file for each revision."""
