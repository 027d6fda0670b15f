"""Shape and type of what is typed about classes and their sessions."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nennep.classes.actions.steps import SessionPlan
from nennep.classes.actions.training_class import ClassPlan
from nennep.classes.models import ClassState, Form
from nennep.classes.queries.waiting import Waiting
from nennep.classes.rules.schedule import MOST, DayPart, Slot, generate
from nennep.core.choices import ShortChoiceField
from nennep.organizations.models import Unit
from nennep.people.models import Person
from nennep.programs.models import Program
from nennep.vietnamese.dates import DateProblem, parse_date
from nennep.vietnamese.text import compose

ANY = [("", _("Any"))]
WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]
DAY_PARTS = [
    (DayPart.MORNING.value, _("Morning")),
    (DayPart.AFTERNOON.value, _("Afternoon")),
    (DayPart.EVENING.value, _("Evening")),
]


def lines(text: str) -> list[str]:
    """Return the lines of a text that hold something, composed."""
    return [line for line in map(compose, text.splitlines()) if line]


class ClassesFilter(forms.Form):
    """The chips above the list of classes."""

    q = forms.CharField(label=_("Find by name or code"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=[*ANY, *ClassState.choices], required=False)
    program = forms.ChoiceField(label=_("Program"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    waiting = forms.ChoiceField(label=_("Waits for"), choices=[*ANY, *Waiting.choices], required=False)

    def __init__(self, *args: Any, programs: Sequence[Program], years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["program"]).choices = [*ANY, *((one.code, one.name) for one in programs)]
        cast("forms.ChoiceField", self.fields["year"]).choices = [*ANY, *((str(year), str(year)) for year in years)]


class TraineesFilter(forms.Form):
    """The chips above the trainees of a class."""

    q = forms.CharField(label=_("Find a name"), required=False)
    group = forms.TypedChoiceField(label=_("Sending unit"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["group"]).choices = [
            ("", _("All sending units")),
            *((one.pk, one.name) for one in units),
        ]


class OpenClassForm(forms.Form):
    """A new class with the pattern of its timetable."""

    provider = ShortChoiceField(Unit.objects.none(), label=_("Training provider"))
    program = forms.ModelChoiceField(Program.objects.all(), label=_("Program"))
    code = forms.CharField(label=_("Class code"), max_length=40, help_text=_("As on your papers, for example DVM26-1."))
    name = forms.CharField(label=_("Class name"), max_length=200)
    opens_on = forms.DateField(label=_("Opening"))
    sessions = forms.IntegerField(label=_("Number of sessions"), min_value=1, max_value=MOST)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of study"), choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple, initial=[0, 1, 2, 3, 4]
    )
    day_parts = forms.TypedMultipleChoiceField(
        label=_("Sessions of a day"),
        choices=DAY_PARTS,
        coerce=DayPart,
        widget=forms.CheckboxSelectMultiple,
        initial=[DayPart.MORNING.value, DayPart.AFTERNOON.value],
    )
    free_days = forms.CharField(
        label=_("Days without study"), required=False, max_length=400, help_text=_("Holidays, with commas: 30/04/2026, 01/05/2026.")
    )
    topics = forms.CharField(
        label=_("Topics"),
        required=False,
        widget=forms.Textarea,
        help_text=_("One line for each session, in order; may be left for later."),
    )
    parts = forms.CharField(
        label=_("Parts with a mark"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One line for each exam or essay."),
    )
    form = forms.ChoiceField(label=_("Form of study"), choices=[("", "–"), *Form.choices], required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    partner_name = forms.CharField(label=_("Held together with"), max_length=200, required=False)

    def __init__(self, *args: Any, providers: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("ShortChoiceField", self.fields["provider"])
        field.initial = providers.first()
        field.offer(providers, self["provider"].value())

    def clean_free_days(self) -> list[date]:
        """Return the days named, or say which is none."""
        days = []
        for text in self.cleaned_data["free_days"].replace(";", ",").split(","):
            if not text.strip():
                continue
            try:
                known = parse_date(text.strip())
            except DateProblem:
                known = None
            if known is None or known.precision != "d":
                raise forms.ValidationError(_("“%(text)s” is not a day. Write it as 30/04/2026."), params={"text": text.strip()})
            days.append(known.first)
        return days

    def plan(self) -> ClassPlan:
        """Return the class as planned by the pattern.

        Raises:
            Refused: as `schedule.generate` does.
        """
        given = self.cleaned_data
        slots = generate(given["opens_on"], given["sessions"], given["weekdays"], given["day_parts"], given["free_days"])
        topics = lines(given["topics"])
        return ClassPlan(
            code=compose(given["code"]),
            name=compose(given["name"]),
            program=given["program"],
            opens_on=given["opens_on"],
            sessions=[_session(slot, topics[at] if at < len(topics) else "") for at, slot in enumerate(slots)],
            form=given["form"],
            place=compose(given["place"]),
            partner_name=compose(given["partner_name"]),
            parts=lines(given["parts"]),
        )


def _session(slot: Slot, topic: str) -> SessionPlan:
    return SessionPlan(slot.day, slot.starts_at, slot.ends_at, topic[:300])


class TimeInput(forms.TimeInput):
    """The browser's own input of hours and minutes."""

    input_type = "time"


class LecturerForm(forms.Form):
    """Who teaches: somebody of the provider, or a name from elsewhere."""

    lecturer = forms.ModelChoiceField(
        Person.objects.none(), label=_("Lecturer"), required=False, help_text=_("Sees the session and its class.")
    )
    lecturer_name = forms.CharField(
        label=_("Lecturer from elsewhere"), max_length=120, required=False, help_text=_("When the lecturer is not in the list.")
    )

    def __init__(self, *args: Any, lecturers: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Person]", self.fields["lecturer"]).queryset = lecturers

    def named(self) -> tuple[str, int | None]:
        """Return the name and the person; a lecturer of the list gives the name."""
        person: Person | None = self.cleaned_data["lecturer"]
        return (person.full_name, person.pk) if person else (compose(self.cleaned_data["lecturer_name"]), None)


class SessionForm(LecturerForm):
    """One session."""

    day = forms.DateField(label=_("Date"))
    starts_at = forms.TimeField(label=_("Begins at"), required=False, widget=TimeInput(format="%H:%M"))
    ends_at = forms.TimeField(label=_("Ends at"), required=False, widget=TimeInput(format="%H:%M"))
    topic = forms.CharField(label=_("Topic"), max_length=300, required=False)
    field_order = ("day", "starts_at", "ends_at", "topic", "lecturer", "lecturer_name")

    def plan(self) -> SessionPlan:
        """Return the session as planned."""
        name, person = self.named()
        given = {field: self.cleaned_data[field] for field in ("day", "starts_at", "ends_at", "topic")}
        return SessionPlan(**given, lecturer_name=name, lecturer_id=person)


class DropOutForm(forms.Form):
    """That somebody left."""

    left_on = forms.DateField(label=_("Left on"))
    reason = forms.CharField(label=_("Reason"), max_length=300)
