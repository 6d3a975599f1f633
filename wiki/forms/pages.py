"""The form that edits a page: its text, its facts and a summary of the edit."""

from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from markdownx.fields import MarkdownxFormField
from markdownx.widgets import MarkdownxWidget

from wiki.facts.checking import FactsInvalid
from wiki.facts.kinds import KINDS, prefixed_kind
from wiki.forms.facts import FactsForm
from wiki.forms.posted import ClashForm, overlay, refuse_unreadable
from wiki.models import Page, PageKind
from wiki.queries.moderation.proposals import compared_with
from wiki.queries.pages.editing import Opening, opening
from wiki.refusals import BodyRefused
from wiki.render.sections import replace_section
from wiki.text.titles import title_key
from wiki.wording import reason_of


def outline(kind):
    """Return the headings that a new page of that kind begins with, or "" if it has none."""
    return render_to_string([f"wiki/pages/outlines/{kind}.md", "wiki/pages/outlines/empty.md"]).strip("\n")


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
        edited = self.base or (target.page and target.page.current)
        if proposal:
            self.opening = Opening(proposal.body, proposal.facts, proposal.summary)
        else:
            self.opening = opening(target.page, edited, undo, section)
        kind = self.fixed_kind or prefixed_kind(title_key(target.title)) or kind
        unchanged = {name: getattr(self.opening, name) for name in ("body", "summary", "undo", "section")}
        unchanged |= {"proposal": str(proposal.pk) if proposal else "", "kind": kind}
        initial = unchanged | {
            "base": edited.pk if edited else "",
            "minor": bool(proposal and proposal.minor),
        }
        super().__init__(data=None if posted is None else overlay(unchanged, posted), initial=initial)
        self.facts_form = FactsForm(self.page_kind, self.opening.facts, posted, self.unsaved_page())
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
        typed, below_lead = typed.replace("\r\n", "\n"), self.base.page.below_lead
        return replace_section(self.base.body, self.opening.section, typed, below_lead)

    @property
    def section_is_lost(self):
        """Whether the edited section can't be put back, because the base or its section is not known."""
        return bool(self["section"].value()) and (self.base is None or not self.opening.section)

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
        return self["kind"].value() != self.target.kind and bool(self.left_out())

    def content(self):
        """Return the content of a valid form, as wiki.actions.pages takes it."""
        edit = {name: self.cleaned_data[name] for name in ("summary", "minor")}
        return {"body": self.whole_body(), "facts": self.facts_form.facts()} | edit

    def takes_back(self, content):
        """Return whether `content` undoes an edit and changes nothing else, without choices for clashes."""
        body = content["body"].replace("\r\n", "\n").rstrip()
        is_undo = bool(self.opening.undo) and not self.choices
        return is_undo and (body, content["facts"]) == (self.opening.body, self.opening.facts)

    def forget(self, *names):
        """Empty these hidden fields, because the page or proposal that they refer to is gone."""
        for name in names:
            self.data[name] = ""

    def show_whole(self):
        """Make the form edit the whole page instead of one section."""
        self.data["body"] = self.whole_body()
        self.data["section"] = ""
        self.opening = opening(self.target.page, self.base)

    def take_outline(self):
        """Fill in the outline of the chosen kind, unless more than an outline is written already."""
        written = self.typed_body().replace("\r\n", "\n").strip()
        if written in {outline(kind).strip() for kind in KINDS}:
            self.data["body"] = outline(self.page_kind.name)

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
