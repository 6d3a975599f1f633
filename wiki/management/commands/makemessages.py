"""Collects the texts to translate, with the plurals that pure modules mark (wiki.text.messages)."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=ngettext_noop:1,2"]
