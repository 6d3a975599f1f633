"""The form that edits a page: its words, its facts and what to say of the edit."""

from functools import cached_property

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from markdownx.fields import MarkdownxFormField
from markdownx.widgets import MarkdownxWidget

from wiki.facts.checking import UNREADABLE, FactsInvalid
from wiki.facts.kinds import KINDS, prefixed_kind
from wiki.forms.facts import FactsForm
from wiki.forms.outlines import is_outline, outline
from wiki.forms.posted import choices_in, overlay
from wiki.models import Page
from wiki.models.pages import PageKind
from wiki.queries.moderation.proposals import compared_with
from wiki.queries.pages.editing import Opening, opening
from wiki.refusals import BodyRefused
from wiki.render.sections import replace_section
from wiki.text.titles import title_key
from wiki.wording import reason_of


class BodyWidget(MarkdownxWidget):
    """markdownx's field: no trapped Tab, no taken shortcuts."""

    template_name = "components/body_widget.html"

    class Media:
        extend = False  # nor the script that does it


class PageForm(forms.Form):
    """Edits an EditTarget (wiki.queries.titles.lookup). What a post does not mention stays as it was.

    With a `proposal` it changes that one instead (wiki.actions.moderation.proposals.amend).
    """

    body = MarkdownxFormField(label=_("Text"), required=False, strip=False, widget=BodyWidget)
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=settings.WIKI_MAX_SUMMARY_LENGTH,
        help_text=_("What you changed and why, for whoever reads the history."),
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
        help_text=_("Choose, then preview: the facts of that kind come into the form."),
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
        self.opening = self._opening(undo, section)
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

    def _opening(self, undo, section):
        if self.proposal:
            return Opening(self.proposal.body, self.proposal.facts, self.proposal.summary)
        return opening(self.target.page, self.base or self.target.revision, undo, section)

    @property
    def fixed_kind(self):
        """The name of the kind that page or proposal has already; None when it can be chosen."""
        return self.target.kind or (self.proposal.kind if self.proposal else None)

    @property
    def page_kind(self):
        """The Kind that is being written: the page's own, or the one chosen for a new page."""
        chosen = self.fixed_kind or self["kind"].value()
        return KINDS.get(chosen, KINDS[PageKind.ARTICLE])

    def clean_body(self):
        body = self.cleaned_data["body"]
        if len(body.encode()) > settings.WIKI_MAX_BODY_BYTES:
            words = _(
                "The text of a page is at most %(limit)s KB; this has %(size)s KB. Make two pages of it."
            )
            sizes = {"limit": settings.WIKI_MAX_BODY_BYTES // 1024, "size": len(body.encode()) // 1024}
            raise forms.ValidationError(words, params=sizes)
        return body

    def clean_summary(self):
        summary = self.cleaned_data["summary"]
        if UNREADABLE in summary:
            raise forms.ValidationError(_("This holds a character that could not be read. Write it again."))
        heading = self.opening.heading
        return heading if heading and summary.strip() == f"{heading}:" else summary

    def typed_body(self):
        """Return the text as typed, whether or not it may be saved."""
        return self["body"].value() or ""

    def whole_body(self):
        """Return the text of the whole page, with the one section in it that was edited."""
        if not self.opening.section:
            return self.typed_body()
        section = self.typed_body().replace("\r\n", "\n")
        return replace_section(self.base.body, self.opening.section, section)

    @property
    def section_is_lost(self):
        """Whether the text is a section that can't be put back: unknown base, or no such section in it."""
        return bool(self.asked_section) and (self.base is None or not self.opening.section)

    def left_out(self):
        """Return (name, text) of the facts that were filled in for another kind of page."""
        lists = {f"facts-{rows.name}" for kind in KINDS.values() for rows in kind.rows}
        known = {*self.facts_form.fields, *lists, "facts-shown"}
        posted = [(name, text) for name, text in self.facts_form.posted.items() if name.startswith("facts-")]
        return [
            (name[6:].replace("_", " "), text) for name, text in posted if text.strip() and name not in known
        ]

    def is_of_another_kind(self):
        """Whether facts were filled in for a kind that the page does not turn out to have."""
        return (
            self.target.page is not None
            and self["kind"].value() != self.target.kind
            and bool(self.left_out())
        )

    @cached_property
    def typed_facts(self):
        """The facts as typed, read from the form once."""
        return self.facts_form.facts()

    def content(self):
        """Return what actions.pages takes of a valid form."""
        return {
            "body": self.whole_body(),
            "facts": self.typed_facts,
            "summary": self.cleaned_data["summary"],
            "minor": self.cleaned_data["minor"],
        }

    @property
    def choices(self):
        """What was chosen for passages and facts that somebody else changed too, by the key of the clash."""
        return choices_in(self.data)

    def says_nothing_new(self, revision):
        """Whether a revision says what the one said that the edit began from."""
        return self.base is not None and revision.sha256 == self.base.sha256

    def takes_back(self):
        """Whether the form undoes an edit, with nothing changed besides and no clash decided by hand."""
        content = (self.whole_body().replace("\r\n", "\n").rstrip(), self.typed_facts)
        return (
            bool(self.opening.undo)
            and not self.choices
            and content == (self.opening.body, self.opening.facts)
        )

    def leave_proposal(self):
        """From now on the form edits the page: what it was to change does not wait any more."""
        self.data["proposal"] = ""

    def begin_again(self):
        """From now on the form writes a page that was deleted: what it was an edit of is no more."""
        self.data["base"] = self.data["undo"] = self.data["section"] = self.data["proposal"] = ""
        self.asked_section = ""

    def show_whole(self):
        """From now on the form holds the whole page instead of one section."""
        self.data["body"] = self.whole_body()
        self.asked_section = self.data["section"] = ""
        self.opening = opening(self.target.page, self.base)

    def take_outline(self):
        """Offer the outline of the kind that was chosen to whoever has not written anything yet."""
        if is_outline(self.typed_body()):
            self.data["body"] = outline(self.page_kind.name)

    def kind_is_new(self):
        """Whether the kind of a new page was just chosen, before any field of its facts was shown."""
        return self.target.page is None and not self.facts_form.was_shown

    def unsaved_page(self):
        """Return the page, or for a title without one what would become it."""
        return self.target.page or self.target.deleted or Page(kind=self.page_kind.name)

    def refuse(self, refusal):
        """Put the reason of a refusal beside what it is about."""
        if isinstance(refusal, FactsInvalid):
            self.facts_form.refuse(refusal.errors)
        else:
            self.add_error("body" if isinstance(refusal, BodyRefused) else None, reason_of(refusal))

    def move_to(self, revision):
        """From now on what was typed is an edit of `revision`."""
        self.base = revision
        self.data["base"] = str(revision.pk)

    def problems(self):
        """Return (id of the field, sentence) for everything that is wrong, words first."""
        words = _problems(self, name=lambda bound: bound.label)
        return [*words, *_problems(self.facts_form, name=self.facts_form.name_in_full)]


def _problems(form, name):
    yield from (("", sentence) for sentence in form.non_field_errors())
    for bound in form:
        yield from ((bound.id_for_label, f"{name(bound)}: {sentence}") for sentence in bound.errors)
