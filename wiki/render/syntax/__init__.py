"""How Markdown is read: one parser with its rules, from a page's source to tokens."""
