"""`nennep synthesize --people N --seed S`: invented people for trying out a ward, a province, a country."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from nennep.core import clock
from nennep.core.actors import console
from nennep.core.errors import Refused
from nennep.core.sentences import sentence
from nennep.operations.actions.synthesis import Order, above_all, check_room, synthesize
from nennep.operations.synthesis import place_list
from nennep.operations.synthesis.plan import Plan, plan, plan_of_places

EVERY = 2  # seconds between two words about how far it is


class Command(BaseCommand):
    """All people are invented; nobody can sign in as one of them."""

    help = "Makes invented people with posts, levels and ten years of classes: a ward, a province or a country, by their number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take size, seed and place."""
        parser.add_argument("--people", type=int, required=True, help="how many: up to 5,000 a ward, up to 400,000 a province")
        parser.add_argument("--seed", type=int, default=1, help="the same seed and day give the same rows")
        parser.add_argument("--province", default="", metavar="CODE", help="one province of that code, beside what is there")
        parser.add_argument("--tree", type=Path, metavar="FILE", help="places from a CSV: level, code, name, parent")
        parser.add_argument("--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day on which it is seen (today)")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: object, **options: Any) -> None:
        """Make them, telling how far it is on standard error."""
        if options["people"] < 1:
            raise CommandError(_("Ask for at least one person."))
        begin = time.perf_counter()
        try:
            planned = self._plan(options)
            check_room([one.code for one in planned.territories], beside=bool(options["province"]))
            order = Order(planned, options["seed"], options["day"] or clock.today())
            made = synthesize(console("nennep synthesize"), order, self._teller(planned.people, begin))
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from refusal
        except OSError as problem:
            raise CommandError(f"{options['tree']}: {problem.strerror}") from problem
        seconds = time.perf_counter() - begin
        if options["format"] == "json":
            self.stdout.write(json.dumps(made | {"seconds": round(seconds, 1)}))
            return
        for name, count in made.items():
            self.stdout.write(f"{count:>12,}  {name.replace('_', ' ')}")
        self.stdout.write(_("All people are invented. It took %(seconds)d seconds.") % {"seconds": seconds})

    def _plan(self, options: dict[str, Any]) -> Plan:
        people, seed, province = options["people"], options["seed"], options["province"]
        above = above_all() if province else ""
        if options["tree"]:
            return plan_of_places(place_list.read(options["tree"], province), people, seed, above)
        return plan(people, seed, province, above)

    def _teller(self, people: int, begin: float) -> Callable[[int], None]:
        done, told = 0, begin

        def tell(came: int) -> None:
            nonlocal done, told
            done, now = done + came, time.perf_counter()
            if now - told >= EVERY:
                told = now
                self.stderr.write(f"{done:,} / {people:,} ({done * 100 // people} %), {done / (now - begin):,.0f}/s")

        return tell
