"""The one place where titles are written."""

from wiki.models import Title


def write_titles(page, old, new):
    """Change the titles of `page` from the PageTitles `old` to `new`. Raises IntegrityError."""
    page.titles.filter(key__in=old.texts.keys() - new.texts.keys()).delete()
    if new.current != old.current:
        page.titles.filter(key=old.current).update(is_current=False)
    for key, text in new.texts.items():
        values = {"text": text, "is_current": key == new.current}
        if key not in old.texts:
            Title.objects.create(page=page, key=key, **values)
        elif (text, key == new.current) != (old.texts[key], key == old.current):
            page.titles.filter(key=key).update(**values)
