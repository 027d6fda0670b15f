"""What the reasons of rows say: one sentence for each code, in the language in use."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from nennep.exchange.rules.obstacle import Obstacle

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
    "post_until": gettext_lazy("end of the post"),
    "succession": gettext_lazy("succession plan"),
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
    "unit_from_above": gettext_lazy("The cell of the unit is blank; taken from above: %(value)s"),
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
    "formula_without_value": gettext_lazy("A formula that was never computed was read as blank: %(value)s"),
    "not_a_number": gettext_lazy("This is no number (%(field)s): %(value)s"),
    "number_out_of_range": gettext_lazy("This number cannot be true (%(field)s): %(value)s"),
    "value_missing": gettext_lazy("The cell must not be blank: %(field)s"),
    "too_long": gettext_lazy("The text is longer than %(most)s characters (%(field)s): %(value)s"),
    "word_unknown": gettext_lazy("This word is not known (%(field)s): %(value)s"),
    "row_twice": gettext_lazy("Row %(row)s says the same already"),
    "ends_before_start": gettext_lazy("The end lies before the start: from %(start)s, until %(value)s"),
    "post_before_birth": gettext_lazy("The post begins before the birth: born %(birth)s, from %(value)s"),
    "non_member_with_dates": gettext_lazy("A non-member has no Party date: %(value)s"),
    "probationary_with_official": gettext_lazy("Called a probationary member, but official since %(value)s; the date was taken"),
    "term_without_post": gettext_lazy("A term without a post was left out: %(value)s"),
    "code_twice": gettext_lazy("Row %(row)s gives the code %(value)s to another person"),
    "first_row_kept": gettext_lazy("Differs from row %(row)s, which was kept (%(field)s)"),
    "first_row_rejected": gettext_lazy("The first row of this person was not taken: row %(row)s"),
    "known_by_other_code": gettext_lazy("Possibly known already under the code %(person)s"),
    "unit_code_unknown": gettext_lazy("There is no unit with this code (%(field)s): %(value)s"),
    "unit_dissolved": gettext_lazy("The unit %(value)s ended on %(date)s"),
    "unit_under_itself": gettext_lazy("A unit cannot stand under itself: %(value)s"),
    "unit_circle": gettext_lazy("The units stand in a circle: %(value)s"),
    "parent_unknown": gettext_lazy("The unit above is not found: %(value)s"),
    "unit_out_of_reach": gettext_lazy("You do not administer the unit %(value)s"),
    "person_out_of_reach": gettext_lazy("The person belongs to a unit out of your reach: %(value)s"),
    "program_unknown": gettext_lazy("There is no program with this code: %(value)s"),
    "person_code_unknown": gettext_lazy("There is no person with this code: %(value)s"),
    "nobody_has_code": gettext_lazy("There is neither a unit nor a person with this code: %(value)s"),
    "taken_for_unit": gettext_lazy("The code %(value)s is that of a unit and of a person; taken for the unit"),
    "class_unknown": gettext_lazy("There is no class with this code: %(value)s"),
    "class_held_here": gettext_lazy("The roll of the class %(value)s is called in the system; a book does not change it"),
    "class_planned": gettext_lazy("The class opens only on %(value)s"),
    "event_unknown": gettext_lazy("There is no study event with this code: %(value)s"),
    "closes_before_opening": gettext_lazy("The closing lies before the opening: %(start)s, %(value)s"),
    "partial_day": gettext_lazy("The day is not known in full (%(field)s): %(value)s"),
    "absent_too_often": gettext_lazy("More absences than sessions: %(value)s of %(sessions)s"),
    "day_in_future": gettext_lazy("The day lies in the future (%(field)s): %(value)s"),
    "issued_before_opening": gettext_lazy("The paper is older than the class: opening %(start)s, issued %(value)s"),
    "certificate_without_completion": gettext_lazy("A certificate without completion was left out: %(value)s"),
    "certificate_twice": gettext_lazy("The certificate number stands twice: %(value)s"),
    "completion_taken_back": gettext_lazy("The completion of %(value)s was taken back"),
    "classification_unusual": gettext_lazy("An unusual classification was kept as written: %(value)s"),
    "source_without_support": gettext_lazy("A source without an amount was left out: %(value)s"),
    "essay_before_event": gettext_lazy("The essay is older than the event: %(start)s, handed in %(value)s"),
    "essay_without_presence": gettext_lazy("An essay of somebody who was absent: %(value)s"),
    "quota_not_covered": gettext_lazy("No unit above has %(value)s places left; entered as granted from outside"),
    "quota_in_use": gettext_lazy("The quota cannot fall from %(known)s to %(value)s: its places are shared out or used"),
    "columns_missing": gettext_lazy("The sheet %(sheet)s was not taken: columns missing: %(value)s"),
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


OBSTACLES = {
    "later_import": gettext_lazy("a later import (no. %(batch)s) changed %(count)s records (%(label)s): take that one back first"),
    "referred": gettext_lazy("%(count)s records (%(label)s) are built on it"),
    "changed_since": gettext_lazy("%(count)s records (%(label)s) were changed afterwards"),
}
RECORDS = {
    "organizations.unit": gettext_lazy("units"),
    "organizations.placement": gettext_lazy("places of units in the tree"),
    "organizations.grant": gettext_lazy("roles"),
    "people.person": gettext_lazy("people"),
    "people.membership": gettext_lazy("memberships"),
    "people.post": gettext_lazy("posts"),
    "people.successionentry": gettext_lazy("succession entries"),
    "people.theorylevel": gettext_lazy("levels of political theory"),
    "planning.quotaaccount": gettext_lazy("quota accounts"),
    "planning.quotaentry": gettext_lazy("quota entries"),
    "classes.trainingclass": gettext_lazy("classes"),
    "classes.classsession": gettext_lazy("class sessions"),
    "classes.enrollment": gettext_lazy("enrollments"),
    "classes.support": gettext_lazy("support paid"),
    "classes.mark": gettext_lazy("marks"),
    "classes.contactnote": gettext_lazy("entries of the shared log"),
    "records.completion": gettext_lazy("completions"),
    "records.certificate": gettext_lazy("certificates"),
    "attendance.gathering": gettext_lazy("gatherings"),
    "attendance.attendee": gettext_lazy("attendances"),
    "attendance.attendancemark": gettext_lazy("attendance marks"),
    "attendance.leaverequest": gettext_lazy("leave requests"),
    "campaigns.studyevent": gettext_lazy("study events"),
    "campaigns.studyresult": gettext_lazy("essays and tests"),
    "recognition.commendation": gettext_lazy("commendations"),
    "nominations.nomination": gettext_lazy("nominations"),
    "nominations.nominationround": gettext_lazy("nomination rounds"),
    "obligations.waiver": gettext_lazy("waivers"),
    "obligations.progress": gettext_lazy("notes on the way to a program"),
    "obligations.announcedclass": gettext_lazy("announced classes"),
    "exchange.importbatch": gettext_lazy("imports"),
}


def record_word(label: str) -> str:
    """Return what records of a model are called."""
    return str(RECORDS.get(label, label))


def obstacle_sentence(obstacle: Obstacle) -> str:
    """Return the sentence for something that stands in the way of an undo."""
    facts = {"count": obstacle.count, "label": record_word(obstacle.label), "batch": obstacle.batch_id}
    return str(OBSTACLES[obstacle.code]) % facts
