"""The study record inside the page of a person."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nennep.core import clock
from nennep.core.web import actor_of_request
from nennep.home.queries import study_record
from nennep.people.queries import person as people


@login_required
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the record of a visible person."""
    person = people.visible_or_404(actor_of_request(request), pk)
    record = study_record.of_person(person, clock.today())
    return render(request, "home/study_record.html", {"person": person, "record": record})
