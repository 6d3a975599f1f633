from wiki.facts.kind import Kind

CATEGORY = Kind("category", infobox=("statements",))
