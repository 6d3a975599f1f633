"""One function for each question a screen asks. Nothing here writes."""
