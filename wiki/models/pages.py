"""Pages, their titles and the links between them."""

import secrets
from functools import reduce

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wiki.models.fields import PointField, reference
from wiki.text.titles import title_path


def new_uid():
    """Return a random uid, for a page that was not made from a file."""
    return secrets.token_hex(6)


class PageKind(models.TextChoices):
    """What a page is about. Each kind has a `label` and a `plural`."""

    SHOW = "show", _("shows"), _("show")
    SEASON = "season", _("seasons"), _("season")
    EPISODE = "episode", _("episodes"), _("episode")
    CHARACTER = "character", _("characters"), _("character")
    PERSON = "person", _("people"), _("person")
    SOURCE = "source", _("sources"), _("source")
    ARTICLE = "article", _("articles"), _("article")
    CATEGORY = "category", _("categories"), _("category")
    HELP = "help", _("help pages"), _("help page")

    def __new__(cls, value, plural):
        kind = str.__new__(cls, value)
        kind._value_, kind.plural = value, plural
        return kind


class PageQuerySet(models.QuerySet):
    def live(self):
        """Pages that are not deleted."""
        return self.filter(deleted_at=None)

    def touch(self):
        """Increase `touched`, because the reading pages may look different now."""
        return self.update(touched=F("touched") + 1)

    def get_by_natural_key(self, uid):
        return self.get(uid=uid)


class Page(models.Model):
    """One subject. Its revisions hold its text and facts, and its titles are its names.

    `about` is the show to which reveal marks on the page belong if they name none. `point` is the end of a
    season or an episode. Readers know of the page from `shown_from` of the show `shown_show`, or else of
    `about`. All are made from facts (wiki.actions.pages.shows).
    """

    uid = models.CharField(_("uid"), max_length=80, unique=True, default=new_uid)
    kind = models.CharField(_("kind"), max_length=12, choices=PageKind)
    current = reference("wiki.Revision", _("current"), optional=True)
    touched = models.PositiveBigIntegerField(_("touched"), default=0)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    deleted_reason = models.CharField(_("reason for deletion"), max_length=500, blank=True)
    about = reference("wiki.Show", _("show"), optional=True)
    point = PointField(_("point"), null=True, blank=True)
    shown_show = reference("wiki.Show", _("show of the mark"), optional=True)
    shown_from = PointField(_("hide until"), null=True, blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        indexes = [
            models.Index(fields=["kind", "id"], name="page_kind"),
            models.Index(fields=["shown_from"], condition=~Q(shown_from=None), name="page_hidden"),
        ]
        permissions = [("roll_back_page", "Can roll back edits of a page")]

    def __str__(self):
        """Return the current title. Lists prefetch `titles`, so that it costs no query per row."""
        return next((title.text for title in self.titles.all() if title.is_current), self.uid)

    def natural_key(self):
        return (self.uid,)

    def get_kind_display(self):
        """Return the kind in words. Django's own method translates the words of all kinds each time."""
        return PageKind(self.kind).label

    @property
    def below_lead(self):
        """The point until which its text below the lead is hidden: an episode's page tells what happens."""
        return self.point if self.kind == PageKind.EPISODE else None


class OwnedQuerySet(models.QuerySet):
    def get_by_natural_key(self, uid, *values):
        key = dict(zip(self.model.key_in_page, values, strict=True))
        return self.get(**{f"{self.model.owner_path}__uid": uid}, **key)


class OwnedByPage(models.Model):
    """Belongs to a page: `owner_path` is the lookup of the page, `key_in_page` names the key within it."""

    owner_path = "page"
    key_in_page = ()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self):
        return (self.owner.uid, *(getattr(self, name) for name in self.key_in_page))

    @property
    def owner(self):
        """The page to which this belongs."""
        return reduce(getattr, self.owner_path.split("__"), self)


class TitleQuerySet(models.QuerySet):
    def current(self):
        """The current titles of live pages."""
        return self.filter(is_current=True, page__deleted_at=None)

    def get_by_natural_key(self, key):
        return self.get(key=key)


class Title(models.Model):
    """A title of a page: its current one, or another that redirects to it."""

    key = models.CharField(_("key"), max_length=600, unique=True)
    text = models.CharField(_("title"), max_length=255)
    page = reference(Page, _("page"), on_delete=models.CASCADE, related_name="titles")
    is_current = models.BooleanField(_("current"), default=True)
    show = reference("wiki.Show", _("show"), optional=True)
    shown_from = PointField(_("hide until"), null=True, blank=True)

    objects = TitleQuerySet.as_manager()

    class Meta:
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=Q(is_current=True), name="title_one_current_per_page"
            )
        ]
        indexes = [models.Index(fields=["text"], name="title_text")]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (self.key,)

    @property
    def path(self):
        """The title as part of a URL."""
        return title_path(self.text)


MAX_TARGET_LENGTH = 600
MAX_TITLE_LENGTH = 255


class LinkKind(models.TextChoices):
    """How a page refers to a target."""

    LINK = "link", _("link")
    CATEGORY = "category", _("category")
    FACT = "fact", _("fact")
    FILE = "file", _("file")
    CITE = "cite", _("citation")
    EXTERNAL = "external", _("external link")
    MARK = "mark", _("reveal mark")


class PageLink(models.Model):
    """A reference from a page to a title, a URL or a source. The target need not exist.

    `show_key` is the key of the show in the spoiler mark, and `show` the show that has this key now. Marks
    are references to points such as S2E5 (wiki.queries.titles.page_links).
    """

    page = reference(Page, _("page"), on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=8, choices=LinkKind)
    target_key = models.CharField(_("target"), max_length=MAX_TARGET_LENGTH)
    target_title = models.CharField(_("target as written"), max_length=MAX_TITLE_LENGTH, blank=True)
    show_key = models.CharField(_("key of the show"), max_length=60, blank=True, default="", db_default="")
    show = reference("wiki.Show", _("show"), optional=True)
    shown_from = PointField(_("hide until"), null=True, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes = [
            models.Index(fields=["target_key", "kind"], name="link_target"),
            models.Index(fields=["kind", "id"], name="link_newest_of_kind"),
            models.Index(
                fields=["target_key", "page"],
                condition=Q(kind="category", shown_from=None),
                name="link_category",
            ),
            models.Index(fields=["show_key"], condition=~Q(show_key=""), name="link_show_key"),
        ]

    def __str__(self):
        return self.target_key
