"""Computes shapes, which templates/figures/ draws as SVG. No module here imports Django."""
