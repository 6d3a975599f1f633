"""Pure functions over words: titles, points, dates, diffs. No Django below this line."""
