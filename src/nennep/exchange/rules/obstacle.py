"""What can stand in the way of taking an import back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something in the way: `code` is later_import, referred or changed_since; `count` records of the model `label`."""

    code: str
    label: str
    count: int
    batch_id: int | None = None
