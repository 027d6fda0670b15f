"""Writes of the HTTP API that may be sent twice: the same Idempotency-Key gets the same answer, once done."""

import functools
import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any, TypeVar, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from ninja import Status

from nennep.accounts.models import KeptAnswer, User
from nennep.core import clock
from nennep.core.errors import Refused

HEADER = "Idempotency-Key"
ABANDONED = timedelta(minutes=10)  # a write that died without an answer frees its key after this
F = TypeVar("F", bound=Callable[..., Any])


def idempotent(handler: F) -> F:
    """Keep what `handler` answers under the key of the request, and answer a repetition from there.

    Raises:
        Refused: idempotency_key_reused for another request under the same key; idempotency_in_progress while the first
            one is still at work.
    """

    @functools.wraps(handler)
    def call(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get(HEADER, "")[:80]
        if not key or not isinstance(request.user, User):
            return handler(request, *args, **kwargs)
        kept = _reserve(request.user, key, _digest(request))
        if kept.status is not None:
            return Status(kept.status, kept.body)
        try:
            answer = handler(request, *args, **kwargs)
        except Exception:
            kept.delete()
            raise
        answer = answer if isinstance(answer, Status) else Status(HTTPStatus.OK, answer)
        kept.status, kept.body = int(answer.status_code), json.loads(json.dumps(answer.value, cls=DjangoJSONEncoder))
        kept.save(update_fields=["status", "body"])
        return answer

    return cast("F", call)


def _reserve(user: User, key: str, digest: str) -> KeptAnswer:
    KeptAnswer.objects.filter(user=user, key=key, status=None, created_at__lt=clock.now() - ABANDONED).delete()
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(user=user, key=key, request_digest=digest)
    except IntegrityError:
        kept = KeptAnswer.objects.get(user=user, key=key)
    if kept.request_digest != digest:
        raise Refused("idempotency_key_reused")
    if kept.status is None:
        raise Refused("idempotency_in_progress")
    return kept


def _digest(request: HttpRequest) -> str:
    return hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body).hexdigest()
