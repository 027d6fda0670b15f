"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "plan_empty": _("The plan holds no line. Each line says what is to be done to which unit."),
    "plan_impossible": _("The plan cannot be carried out: %(count)d lines are wrong. Nothing was changed."),
    "plan_not_open": _("This plan is past that: %(state)s."),
    "plan_not_done": _("Only a plan that was carried out can be taken back."),
    "plan_done_already": _("The same plan was carried out already."),
    "later_change": _(
        "%(unit)s got its present place on %(day)s, which is not before the day of the plan. Take the later change back first."
    ),
    "built_upon": _("It cannot be taken back: something was built on it since (%(what)s)."),
    "plan_file_unreadable": _("%(sentence)s"),
    "plan_without_header": _(
        "No sheet has the columns of a plan (Việc, Mã cũ, Mã mới…). Fill in the template: nennep reorganize --template."
    ),
    "plan_without_day": _("The file names no day on which the plan takes effect. Type it here."),
    "plan_day_unlikely": _("%(day)s cannot be the day of a plan."),
    "nothing_picked": _("Pick at least one line of the worklist."),
    "point_settled": _("This point is settled already."),
    "point_elsewhere": _("%(label)s is not where the plan put it any more. Look at it again."),
    "not_an_heir": _("%(unit)s did not take over from %(was)s."),
}
PROBLEMS = {
    "line_needs_old": _("name the unit it is about (Mã cũ)"),
    "line_needs_new": _("name the unit that results (Mã mới)"),
    "line_needs_name": _("give the new name (Tên mới)"),
    "line_needs_kind": _("give the kind (Loại mới)"),
    "line_needs_parent": _("name the unit above (Mã cấp trên mới)"),
    "unit_not_in_being": _("no unit in being on that day bears the code %(code)s"),
    "deed_unknown": _("“%(text)s” is no deed that is known"),
    "share_unknown": _("“%(text)s” is no share that is known"),
    "kind_unknown": _("“%(kind)s” is no kind of unit"),
    "told_twice": _("the plan says two different things of %(code)s"),
    "two_main_parts": _("%(code)s has two main parts"),
    "code_in_use": _("the code %(code)s would be borne by two units"),
    "target_ends": _("%(code)s ends under the same plan and cannot take over"),
    "parent_not_there": _("no unit %(code)s stands there after the plan"),
    "nobody_above": _("%(code)s stands at the top; say who takes over"),
    "circle": _("%(code)s would stand below itself"),
}
REASONS = {
    "divided": _("the unit was divided"),
    "dissolved": _("the unit was dissolved, nobody was named to take over"),
    "two_at_one": _("two hold what one held"),
}
