"""What the reasons of rows say: one sentence for each code, in the language in use."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

FIELDS = {
    "name": gettext_lazy("full name"),
    "full_name": gettext_lazy("full name"),
    "birth": gettext_lazy("birth date"),
    "born": gettext_lazy("birth date"),
    "sex": gettext_lazy("sex"),
    "ethnicity": gettext_lazy("ethnicity"),
    "admitted": gettext_lazy("admission date"),
    "official": gettext_lazy("official date"),
    "both_dates": gettext_lazy("admission and official dates"),
    "decided": gettext_lazy("date of the admission decision"),
    "post": gettext_lazy("post"),
    "level": gettext_lazy("level of political theory"),
    "education": gettext_lazy("professional education"),
    "unit": gettext_lazy("unit"),
    "workplace": gettext_lazy("workplace"),
    "standing": gettext_lazy("standing"),
    "citizen_no": gettext_lazy("citizen number"),
    "card_no": gettext_lazy("member card number"),
    "phone": gettext_lazy("phone"),
    "code": gettext_lazy("code"),
    "note": gettext_lazy("note"),
    "family": gettext_lazy("family and middle name"),
    "given": gettext_lazy("given name"),
    "ordinal": gettext_lazy("running number"),
}
SENTENCES = {
    "no_name": gettext_lazy("The full name is missing"),
    "not_a_name": gettext_lazy("This is no full name: %(value)s"),
    "short_name": gettext_lazy("The name has one word only: %(value)s"),
    "no_such_day": gettext_lazy("This day does not exist (%(field)s): %(value)s"),
    "unreadable_date": gettext_lazy("This is no date (%(field)s): %(value)s"),
    "year_out_of_range": gettext_lazy("This year cannot be true (%(field)s): %(value)s"),
    "birth_in_future": gettext_lazy("The birth date lies in the future: %(value)s"),
    "born_too_long_ago": gettext_lazy("The birth date lies more than 120 years back: %(value)s"),
    "two_births": gettext_lazy("Two birth dates in one row: %(value)s"),
    "two_sexes": gettext_lazy("Both sexes are marked"),
    "admitted_in_future": gettext_lazy("The admission date lies in the future: %(value)s"),
    "official_in_future": gettext_lazy("The official date lies in the future: %(value)s"),
    "admitted_under_18": gettext_lazy("Admitted to the Party under 18 years of age: born %(birth)s, admitted %(value)s"),
    "official_under_18": gettext_lazy("Official member under 18 years of age: born %(birth)s, official %(value)s"),
    "official_before_admitted": gettext_lazy("Official before admitted: admitted %(admitted)s, official %(value)s"),
    "duplicate_in_file": gettext_lazy("The same person stands in row %(row)s (sheet %(sheet)s): same name, birth date and unit"),
    "maybe_duplicate": gettext_lazy("Possibly the same person as in row %(row)s (sheet %(sheet)s)"),
    "unit_unknown": gettext_lazy("The unit is not found: %(value)s"),
    "unit_ambiguous": gettext_lazy("Several units are called so: %(value)s"),
    "person_ambiguous": gettext_lazy("Several people in the system can be meant: %(people)s"),
    "person_twice": gettext_lazy("Another row already stands for this person (%(person)s)"),
    "code_taken": gettext_lazy("The code belongs to somebody else: %(value)s"),
    "namesake": gettext_lazy("The unit already has somebody of this name: %(person)s, born %(birth)s"),
    "not_understood": gettext_lazy("Not understood and left out (%(field)s): %(value)s"),
    "citizen_no_unreadable": gettext_lazy("The citizen number has neither 9 nor 12 digits and was left out"),
    "citizen_no_kept": gettext_lazy("Another citizen number is known; it was kept"),
    "standing_assumed": gettext_lazy("The list does not say the standing; taken as %(value)s"),
    "standing_kept": gettext_lazy("The list says %(value)s, but %(known)s is known; that was kept"),
    "transferred": gettext_lazy("%(person)s now belongs to %(unit)s"),
    "other_post_held": gettext_lazy("Also holds, as far as is known: %(value)s"),
    "changed": gettext_lazy("Changed (%(field)s): %(old)s → %(new)s"),
    "not_a_number": gettext_lazy("This is no number (%(field)s): %(value)s"),
    "number_out_of_range": gettext_lazy("This number cannot be true (%(field)s): %(value)s"),
    "mark_out_of_range": gettext_lazy("A mark goes from 0 to %(most)s (%(field)s): %(value)s"),
}
NOTHING = pgettext_lazy("a value that is not known", "none")


def sentence(code: str, facts: Mapping[str, Any]) -> str:
    """Return the sentence for a reason."""
    told = dict(facts)
    if "field" in told:
        told["field"] = str(FIELDS.get(told["field"], told["field"]))
    if code == "changed":
        told |= {name: told[name] or str(NOTHING) for name in ("old", "new")}
    text = SENTENCES.get(code)
    return str(text) % told if text is not None else _("Reason: %(code)s") % {"code": code}
