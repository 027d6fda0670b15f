"""What of this app follows which unit in a reorganization."""

from django.utils.translation import gettext_lazy as _

from nennep.organizations.following import Follow, Way, declare
from nennep.planning.actions.steps import follow_accounts

declare([Follow("planning.QuotaAccount", "unit", _("quotas"), Way.OWN_STEP, step=follow_accounts)])
