"""Data to plain geometry, which the templates in templates/figures/ draw as SVG. Pure: no Django."""
