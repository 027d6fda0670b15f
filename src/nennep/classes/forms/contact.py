"""Shape and type of a line of the shared log."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nennep.classes.models import ContactKind, Enrollment


class TraineeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no arguments at run time
    """A trainee of the sending unit."""

    def label_from_instance(self, obj: Any) -> str:
        """Name a trainee."""
        return str(cast("Enrollment", obj).person)


class NoteForm(forms.Form):
    """A line of the log."""

    kind = forms.TypedChoiceField(label=_("Kind"), coerce=ContactKind)
    enrollment = TraineeField(Enrollment.objects.none(), label=_("Trainee"), required=False)
    text = forms.CharField(label=_("Text"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, kinds: Sequence[ContactKind], trainees: QuerySet[Enrollment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["kind"]).choices = [(kind.value, kind.label) for kind in kinds]
        cast("TraineeField", self.fields["enrollment"]).queryset = trainees
