"""Kinds of units that `nennep setup` loads (DOMAIN.md section 6); safe to repeat."""

from nennep.organizations.models import UnitKind

KINDS = [
    # code, name, rank, party, provider, cell
    ("central", "trung ương", 5, True, False, False),
    ("province", "tỉnh ủy", 10, True, False, False),
    ("bloc", "đảng ủy khối", 20, True, False, False),
    ("district", "huyện ủy", 25, True, False, False),
    ("town", "thị ủy", 26, True, False, False),
    ("commune", "đảng ủy xã", 30, True, False, False),
    ("ward", "đảng ủy phường", 31, True, False, False),
    ("township", "đảng ủy thị trấn", 32, True, False, False),
    ("special_zone", "đảng ủy đặc khu", 33, True, False, False),
    ("base_committee", "đảng ủy cơ sở", 40, True, False, False),
    ("divisional_committee", "đảng bộ bộ phận", 50, True, False, False),
    ("base_cell", "chi bộ cơ sở", 80, True, False, True),
    ("cell", "chi bộ", 90, True, False, True),
    ("political_school", "trường chính trị", 60, False, True, False),
    ("political_center", "trung tâm chính trị", 61, False, True, False),
    ("other_provider", "cơ sở đào tạo khác", 62, False, True, False),
]


def load() -> None:
    """Insert what is missing and correct what differs."""
    UnitKind.objects.bulk_create(
        [
            UnitKind(code=code, name=name, rank=rank, is_party=party, is_provider=provider, is_cell=cell)
            for code, name, rank, party, provider, cell in KINDS
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "rank", "is_party", "is_provider", "is_cell"],
    )
