from wiki.facts.kind import Kind

ARTICLE = Kind("article", infobox=("statements",))
