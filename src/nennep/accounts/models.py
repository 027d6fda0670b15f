"""Who may sign in. What they may do stands in the grants of `organizations`."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Finds a user by the name typed at sign-in, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user of that name."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """An account: no e-mail is needed, and a person needs no account."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    seen_desk_at = models.DateTimeField(null=True, blank=True, help_text="When the desk was last left, for 'what changed since'")

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        constraints = (models.UniqueConstraint(Lower("username"), name="user_name_any_case"),)

    def __str__(self) -> str:
        return self.full_name or self.username


class ActivationCode(models.Model):
    """A code printed on paper with which a person sets a first password; only its digest is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="activation")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user}"


class ApiToken(models.Model):
    """A key of the HTTP API, acting as its user; only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8, help_text="The first characters, by which its owner knows it again")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """A list with its filters that somebody wants to find again: the page's route and its query string."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    route = models.CharField(max_length=80)
    label = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "route", "label"], name="saved_view_label"),)
        ordering = ("label",)

    def __str__(self) -> str:
        return self.label


class KeptAnswer(models.Model):
    """The answer to a write of the HTTP API under its idempotency key: the same key again gets the same answer."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True, help_text="Empty while the write is under way")
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="kept_answer_once"),)

    def __str__(self) -> str:
        return self.key
