"""The form that edits a page: its text, its facts and a summary of the edit."""

from functools import cached_property

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from markdownx.fields import MarkdownxFormField
from markdownx.widgets import MarkdownxWidget

from wiki.facts.checking import FactsInvalid
from wiki.facts.kinds import KINDS, prefixed_kind
from wiki.forms.facts import FactsForm
from wiki.forms.outlines import is_outline, outline
from wiki.forms.posted import ClashForm, overlay, refuse_unreadable
from wiki.models import Page, PageKind
from wiki.queries.moderation.proposals import compared_with
from wiki.queries.pages.editing import Opening, opening
from wiki.refusals import BodyRefused
from wiki.render.sections import replace_section
from wiki.text.titles import title_key
from wiki.wording import reason_of


class BodyWidget(MarkdownxWidget):
    """The widget of markdownx without its script, which takes over the Tab key and shortcuts."""

    template_name = "components/body_widget.html"

    class Media:
        extend = False


class PageForm(ClashForm):
    """Edits an EditTarget (wiki.queries.titles.lookup), or a `proposal` for it, as its author.

    Fields missing from a POST stay unchanged.
    """

    body = MarkdownxFormField(label=_("Text"), required=False, strip=False, widget=BodyWidget)
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=settings.WIKI_MAX_SUMMARY_LENGTH,
        validators=[refuse_unreadable],
        help_text=_("What you changed and why. It is shown in the history."),
        widget=forms.TextInput(attrs={"list": "summaries"}),
    )
    minor = forms.BooleanField(label=_("This is a minor edit"), required=False)
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    undo = forms.CharField(required=False, widget=forms.HiddenInput)
    section = forms.CharField(required=False, widget=forms.HiddenInput)
    proposal = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Kind of page"),
        required=False,
        choices=[(kind, capfirst(words)) for kind, words in PageKind.choices],
        help_text=_("Choose a kind, then preview the page to get the fields for its facts."),
    )

    class Media:
        css = {"all": ["wiki/editor.css"]}
        js = [
            forms.Script("vendor/auto-complete-element-3.8.0/auto-complete-element.js", type="module"),
            forms.Script("vendor/markdown-toolbar-element-2.2.3/markdown-toolbar-element.js", type="module"),
            forms.Script("wiki/editor.js", defer=True),
            forms.Script("wiki/editor-suggestions.js", defer=True),
            forms.Script("wiki/editor-toolbar.js", defer=True),
            forms.Script("wiki/editor-draft.js", defer=True),
        ]

    def __init__(
        self, target, posted=None, *, base=None, proposal=None, kind=PageKind.ARTICLE, undo="", section=""
    ):
        self.target = target
        self.proposal = proposal
        self.base = compared_with(proposal) if proposal else base
        self.asked_section = section
        if proposal:
            self.opening = Opening(proposal.body, proposal.facts, proposal.summary)
        else:
            self.opening = opening(target.page, base or target.revision, undo, section)
        kind = self.fixed_kind or prefixed_kind(title_key(target.title)) or kind
        unchanged = {
            "body": self.opening.body,
            "summary": self.opening.summary,
            "undo": self.opening.undo,
            "section": self.opening.section,
            "proposal": str(proposal.pk) if proposal else "",
            "kind": kind,
        }
        base_id = self.base.pk if self.base else target.revision.pk if target.revision else ""
        super().__init__(
            data=None if posted is None else overlay(unchanged, posted),
            initial=unchanged | {"base": base_id, "minor": bool(proposal and proposal.minor)},
        )
        self.facts_form = FactsForm(self.page_kind, self.opening.facts, posted)
        if posted is None and target.page is None and proposal is None:
            self.initial["body"] = outline(self.page_kind.name)

    @property
    def fixed_kind(self):
        """The name of the kind of the page or proposal, or None if a kind can be chosen."""
        return self.target.kind or (self.proposal.kind if self.proposal else None)

    @property
    def page_kind(self):
        """The Kind of the page, or the chosen Kind for a new page."""
        chosen = self.fixed_kind or self["kind"].value()
        return KINDS.get(chosen, KINDS[PageKind.ARTICLE])

    def clean_body(self):
        body = self.cleaned_data["body"]
        if len(body.encode()) > settings.WIKI_MAX_BODY_BYTES:
            words = _("The text of a page is at most %(limit)s KB. This has %(size)s KB. Split this page.")
            sizes = {"limit": settings.WIKI_MAX_BODY_BYTES // 1024, "size": len(body.encode()) // 1024}
            raise forms.ValidationError(words, params=sizes)
        return body

    def clean_summary(self):
        summary = self.cleaned_data["summary"]
        heading = self.opening.heading
        return heading if heading and summary.strip() == f"{heading}:" else summary

    def typed_body(self):
        """Return the text as typed, even if it is not valid."""
        return self["body"].value() or ""

    def whole_body(self):
        """Return the typed text of the whole page, even if only one section was edited."""
        typed = self.typed_body()
        if not self.opening.section:
            return typed
        return replace_section(self.base.body, self.opening.section, typed.replace("\r\n", "\n"))

    @property
    def section_is_lost(self):
        """Whether the edited section can't be put back, because the base or its section is not known."""
        return bool(self.asked_section) and (self.base is None or not self.opening.section)

    def left_out(self):
        """Return (name, text) of the posted facts that this kind of page does not have."""
        lists = {f"facts-{rows.name}" for kind in KINDS.values() for rows in kind.rows}
        known = {*self.facts_form.fields, *lists, "facts-shown"}
        return [
            (name[6:].replace("_", " "), text)
            for name, text in self.facts_form.posted.items()
            if name.startswith("facts-") and text.strip() and name not in known
        ]

    def is_of_another_kind(self):
        """Return whether facts were filled in for another kind than the page has."""
        is_other = self.target.page is not None and self["kind"].value() != self.target.kind
        return is_other and bool(self.left_out())

    @cached_property
    def typed_facts(self):
        """The facts as typed. They are read from the form only once."""
        return self.facts_form.facts()

    def content(self):
        """Return the content of a valid form, as wiki.actions.pages takes it."""
        edit = {name: self.cleaned_data[name] for name in ("summary", "minor")}
        return {"body": self.whole_body(), "facts": self.typed_facts} | edit

    def says_nothing_new(self, revision):
        """Return whether `revision` has the same content as the revision that was edited."""
        return self.base is not None and revision.sha256 == self.base.sha256

    def takes_back(self):
        """Return whether the form undoes an edit and changes nothing else, without choices for clashes."""
        content = (self.whole_body().replace("\r\n", "\n").rstrip(), self.typed_facts)
        is_undo = bool(self.opening.undo) and not self.choices
        return is_undo and content == (self.opening.body, self.opening.facts)

    def leave_proposal(self):
        """Make the form edit the page, because its proposal is no longer open."""
        self.data["proposal"] = ""

    def begin_again(self):
        """Make the form create the page again, because it was deleted."""
        self.data["base"] = self.data["undo"] = self.data["section"] = self.data["proposal"] = ""
        self.asked_section = ""

    def show_whole(self):
        """Make the form edit the whole page instead of one section."""
        self.data["body"] = self.whole_body()
        self.asked_section = self.data["section"] = ""
        self.opening = opening(self.target.page, self.base)

    def take_outline(self):
        """Fill in the outline of the chosen kind, unless something is written already."""
        if is_outline(self.typed_body()):
            self.data["body"] = outline(self.page_kind.name)

    def kind_is_new(self):
        """Return whether the kind of a new page was just chosen, so that its facts were not shown yet."""
        return self.target.page is None and not self.facts_form.was_shown

    def unsaved_page(self):
        """Return the page, deleted or not, or an unsaved page for a title without one."""
        return self.target.page or self.target.deleted or Page(kind=self.page_kind.name)

    def refuse(self, refusal):
        """Add the reason of a refusal to the field that it is about."""
        if isinstance(refusal, FactsInvalid):
            self.facts_form.refuse(refusal.errors)
        else:
            self.add_error("body" if isinstance(refusal, BodyRefused) else None, reason_of(refusal))

    def move_to(self, revision):
        """Make the form an edit of `revision`, with the same typed content."""
        self.base = revision
        self.data["base"] = str(revision.pk)

    def problems(self):
        """Return (id of the field, sentence) for each error. Sentences name their field."""
        errors = _problems(self, lambda bound: bound.label)
        return [*errors, *_problems(self.facts_form, self.facts_form.name_in_full)]


def _problems(form, name_of):
    yield from (("", sentence) for sentence in form.non_field_errors())
    for bound in form:
        for sentence in bound.errors:
            name = str(name_of(bound))
            is_named = name.lower() in sentence.lower()
            yield bound.id_for_label, sentence if is_named else f"{name}: {sentence}"
