"""Things that happen at the same moment."""

import threading
from collections.abc import Callable, Sequence

from django.db import connection

from nennep.core.errors import Refused


def at_once(jobs: Sequence[Callable[[], object]]) -> list[object]:
    """Run each job in a thread and a connection of its own, all together; return what each gave, or its refusal.

    Anything else that a job raises is raised here.
    """
    barrier, answers, faults = threading.Barrier(len(jobs)), list[object](), list[Exception]()

    def run(job: Callable[[], object]) -> None:
        barrier.wait()
        try:
            answers.append(job())
        except Refused as refusal:
            answers.append(refusal)
        except Exception as fault:  # noqa: BLE001 - raised again in the test's own thread
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return answers
