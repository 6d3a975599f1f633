from wiki.facts.kind import Kind

HELP = Kind("help", infobox=("statements",))
