"""The process that reads one file and can be lost without harm: `python -m nennep.spreadsheets.child REQUEST`.

REQUEST is JSON: path, name and limits. Frames go to standard output (see frames).
"""

import gc
import json
import resource
import sys
from typing import Any

from nennep.spreadsheets.frames import send
from nennep.spreadsheets.kind import Refusal, sniff


def main() -> None:
    """Read what the request names and write its frames; every failure that can be put in words is a frame too."""
    request = json.loads(sys.argv[1])
    _confine(request["memory"], request["seconds"])
    gc.disable()  # one pass over one file: nothing here is worth a search for cycles
    try:
        _read(request)
    except Refusal as refusal:
        send("refused", *refusal.args)
    except MemoryError:
        send("refused", "too_large", None)
    except BrokenPipeError:
        return
    except BaseException as problem:  # noqa: BLE001 - calamine's panics derive from BaseException; any means: not readable
        send("refused", *_verdict(problem))
    sys.stdout.flush()


def _confine(memory: int, seconds: float) -> None:
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, int(seconds) + 2), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (soft, soft))


def _verdict(problem: BaseException) -> tuple[str, None]:
    told = f"{type(problem).__name__} {problem}".lower()
    if "password" in told or "encrypt" in told:
        return "encrypted", None
    too_large = any(word in told for word in ("limit exceeded", "capacity overflow", "alloc"))
    return ("too_large" if too_large else "damaged"), None


def _read(request: dict[str, Any]) -> None:
    kind = sniff(request["path"], request["unpacked"])
    if kind == "text":
        from nennep.spreadsheets.delimited import send_delimited as send_book  # noqa: PLC0415 - after the limits are set
    else:
        from nennep.spreadsheets.workbook import send_workbook as send_book  # noqa: PLC0415 - after the limits are set
    send_book(kind, request)
    send("done")


if __name__ == "__main__":
    main()
