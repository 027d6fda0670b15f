"""What of this app follows which unit in a reorganization."""

from django.utils.translation import gettext_lazy as _

from nennep.organizations.following import Follow, Way, declare

declare(
    (
        Follow("people.Membership", "unit", _("people"), Way.BEGINS_ANEW),
        Follow("people.Post", "unit", _("posts"), Way.BEGINS_ANEW, once=("person_id", "title_key"), alone=("title_key",)),
        Follow("people.SuccessionEntry", "unit", _("succession entries"), Way.BEGINS_ANEW, once=("person_id", "title_key", "term")),
    )
)
