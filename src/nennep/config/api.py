"""The HTTP API, version 1: the same verbs and queries as the pages."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security.base import AuthBase

from nennep import __version__
from nennep.classes.api import router as classes
from nennep.core.errors import Forbidden, NotVisible, Refused
from nennep.core.sentences import sentence
from nennep.nominations.api import router as nominations
from nennep.obligations.api import router as obligations
from nennep.organizations.api_auth import SessionAuth, TokenAuth
from nennep.people.api import router as people
from nennep.planning.api import router as quotas
from nennep.reorganizations.api import router as reorganizations

AUTH: list[AuthBase] = [TokenAuth(), SessionAuth()]
PROBLEM = "application/problem+json"


class Api(NinjaAPI):
    """Describes refusals as what they are, RFC 9457 problems."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """Return the description, with the media type of problems where an answer is one."""
        schema = super().get_openapi_schema(**options)
        for operation in (one for path in schema["paths"].values() for one in path.values()):
            for status, answer in operation["responses"].items():
                if int(status) >= HTTPStatus.BAD_REQUEST and "content" in answer:
                    answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return schema


api = Api(title="Nền Nếp", version=__version__, urls_namespace="api", auth=AUTH, docs_url="docs/")
ROUTERS = {
    "people": people,
    "obligations": obligations,
    "quotas": quotas,
    "nominations": nominations,
    "classes": classes,
    "reorganizations": reorganizations,
}
for _name, _router in ROUTERS.items():
    api.add_router(f"/{_name}", _router, tags=[_name])


def problem(code: str, title: str, status: int, detail: str = "", errors: list[Any] | None = None) -> HttpResponse:
    """Return an RFC 9457 problem."""
    body = {"type": f"about:{code}", "title": title, "status": status, "detail": detail, "errors": errors or []}
    return HttpResponse(json.dumps(body, ensure_ascii=False, default=str), status=status, content_type=PROBLEM)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """422: the rules forbid it; a verb of many rows may tell which, as `errors`."""
    errors = refusal.facts.get("errors")
    return problem(refusal.reason, "Refused", 422, sentence(refusal), errors if isinstance(errors, list) else None)


@api.exception_handler(Forbidden)
def forbidden(request: HttpRequest, refusal: Forbidden) -> HttpResponse:
    """403: no role that may do this."""
    return problem("forbidden", "Forbidden", 403)


@api.exception_handler(NotVisible)
def not_visible(request: HttpRequest, refusal: NotVisible) -> HttpResponse:
    """404: absent or out of reach."""
    return problem("not_found", "Not found", 404)


@api.exception_handler(AuthenticationError)
def unauthenticated(request: HttpRequest, refusal: AuthenticationError) -> HttpResponse:
    """401: no token, or one that is not in force."""
    answer = problem("unauthenticated", "Sign in with a token", 401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    """400: the request is not of the form that the schema describes."""
    return problem("malformed", "Malformed request", 400, errors=refusal.errors)


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, refusal: HttpError) -> HttpResponse:
    """Whatever else the framework refuses."""
    return problem("http", str(refusal), refusal.status_code)
