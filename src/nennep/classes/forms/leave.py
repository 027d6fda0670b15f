"""Shape and type of what is typed about leave."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from nennep.classes.models import ClassSession, Enrollment


class SessionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes no arguments at run time
    """Sessions to tick, each with its day."""

    def label_from_instance(self, obj: Any) -> str:
        """Name a session by its day and topic."""
        session = cast("ClassSession", obj)
        hour = f" {session.gathering.starts_at:%H:%M}" if session.gathering.starts_at else ""
        return f"{date_format(session.gathering.held_on, 'd/m/Y')}{hour} · {session}"


class TraineeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no arguments at run time
    """A trainee of the class."""

    def label_from_instance(self, obj: Any) -> str:
        """Name a trainee."""
        return str(cast("Enrollment", obj).person)


class LeaveForm(forms.Form):
    """A request for leave."""

    trainee = TraineeField(Enrollment.objects.none(), label=_("Trainee"))
    sessions = SessionsField(ClassSession.objects.none(), label=_("Sessions asked for"), widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea)
    file = forms.FileField(
        label=_("Written application"), required=False, help_text=_("A scan or photo of the paper, if there is one.")
    )

    def __init__(self, *args: Any, trainees: QuerySet[Enrollment], sessions: QuerySet[ClassSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("TraineeField", self.fields["trainee"])
        field.queryset = trainees
        if len(trainees) == 1:
            field.initial, field.empty_label = trainees[0], None
        cast("SessionsField", self.fields["sessions"]).queryset = sessions


class OpinionForm(forms.Form):
    """The word of the sending unit."""

    opinion = forms.CharField(label=_("Word of the sending unit"), max_length=400)


class AnswerForm(forms.Form):
    """The provider's answer."""

    granted = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("Grant")), ("no", _("Do not grant"))],
        coerce=lambda one: one == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Note"), max_length=400, required=False, help_text=_("A reason is needed when leave is not granted.")
    )
