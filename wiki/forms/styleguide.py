"""A form with every kind of field, for the style guide."""

from django import forms


class ExampleForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the label of the tree.")
    kind = forms.ChoiceField(label="Kind", choices=[("apple", "Apple"), ("pear", "Pear")])
    season = forms.ChoiceField(
        label="Planted in", choices=[("spring", "Spring"), ("autumn", "Autumn")], widget=forms.RadioSelect
    )
    story = forms.CharField(label="Its story", widget=forms.Textarea(attrs={"rows": 3}))
    pruned = forms.BooleanField(
        label="It was pruned this year", required=False, help_text="In winter, if so."
    )
