"""Pure functions for text: titles, points, dates, differences, merges. No module here imports Django."""
