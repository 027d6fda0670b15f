"""A year book drawn by chance, and the report that a reader of its sheets would write, without the program."""

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

Rows = list[dict[str, Any]]
KINDS = ["thị ủy", "đảng ủy phường", "đảng bộ bộ phận", "chi bộ"]
PROGRAMS = ["NTVD", "DVM", "SC", "TC", "CC", "TH", "QPAN3"]
RESULTS = {"hoàn thành": "completed", "không hoàn thành": "not_completed", "bỏ học": "dropped", "đang học": "studying"}
CLASSES = {
    "xuất sắc": "xuat_sac",
    "giỏi": "gioi",
    "khá": "kha",
    "trung bình": "trung_binh",
    "đạt": "dat",
    "không đạt": "khong_dat",
    "tốt": "tot",
}
FORMS = {"hội trường": "hall", "trực tuyến": "online", "truyền hình": "broadcast", "tự nghiên cứu": "self_study"}
STATES = {"có mặt": "attended", "vắng có lý do": "excused", "vắng không lý do": "unexcused", "học bù": "made_up"}
LEVELS = {"": "none", "Sơ cấp": "SC", "Trung cấp": "TC", "Cao cấp": "CC"}
ORDER = ["none", "SC", "TC", "CC"]
DAY = timedelta(days=1)


class Book:
    """The sheets as lists of rows, and what they say of a unit in a span of years."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.units = self._units()
        self.people = [self._person(n) for n in range(60)]
        self.quotas = self._quotas()
        self.classes = [self._class(n) for n in range(12)]
        self.trainees = [row for one in self.classes for row in self._trainees(one)]
        self.events = [self._event(n) for n in range(8)]
        self.attended = [row for one in self.events for row in self._attended(one)]
        self.praise = [self._praise(n) for n in range(6)]

    def sheets(self) -> dict[str, Rows]:
        """Return the sheets by name."""
        return {
            "Tổ chức": self.units, "Nhân sự": self.people, "Chỉ tiêu": self.quotas, "Lớp": self.classes, "Học viên": self.trainees,
            "Đợt học": self.events, "Tham gia": self.attended, "Khen thưởng": self.praise,
        }  # fmt: skip

    def _day(self, first: int = 2019, last: int = 2022) -> date:
        return date(self.chance.randint(first, last), 1, 1) + DAY * self.chance.randrange(365)

    def _units(self) -> Rows:
        shape = [("T", "", 0), ("T-A", "T", 1), ("T-B", "T", 1), ("T-A-D", "T-A", 2)]
        shape += [(f"{above}-{n}", above, 3) for above in ("T-A", "T-B", "T-A-D") for n in (1, 2)]
        keys = ("Mã đơn vị", "Mã cấp trên", "Loại", "Tên đơn vị", "Ngày thành lập")
        return [
            dict(zip(keys, (code, above, KINDS[depth], f"Đơn vị {code}", date(1990, 1, 1)), strict=True))
            for code, above, depth in shape
        ]

    def _cells(self) -> list[str]:
        return [row["Mã đơn vị"] for row in self.units if row["Loại"] == "chi bộ"]

    def _person(self, number: int) -> dict[str, Any]:
        standing = self.chance.choices(["chính thức", "dự bị", "quần chúng"], [6, 2, 2])[0]
        admitted = None if standing == "quần chúng" else self.chance.choice([date(2001, 5, 19), self._day()])
        return {
            "Mã người": f"B{number:03d}", "Họ và tên": f"Nguyễn Văn {chr(65 + number % 26)}a", "Ngày sinh": date(1970, 1, 1) + DAY * number,
            "Mã đơn vị": self.chance.choice(self._cells()), "Diện": standing, "Ngày vào Đảng": admitted,
            "Ngày chính thức": admitted + 370 * DAY if admitted and standing == "chính thức" else None,
            "Trình độ LLCT": self.chance.choice(list(LEVELS)) if standing != "quần chúng" else "",
        }  # fmt: skip

    def _quotas(self) -> Rows:
        rows = []
        for year in (2020, 2021):
            for program in ("NTVD", "TC"):
                places = {"T": 30, "T-A": self.chance.randrange(5, 12), "T-B": self.chance.randrange(5, 12), "T-A-1": 2, "T-B-1": 1}
                rows += [{"Năm": year, "Mã chương trình": program, "Mã đơn vị": unit, "Chỉ tiêu": n} for unit, n in places.items()]
        return rows

    def _class(self, number: int) -> dict[str, Any]:
        opened = self._day()
        return {
            "Mã lớp": f"L{number}", "Mã chương trình": self.chance.choice(PROGRAMS), "Tên lớp": f"Lớp {number}", "Khai giảng": opened,
            "Bế giảng": self.chance.choice([None, opened + 60 * DAY]), "Số buổi": self.chance.randrange(5, 40),
        }  # fmt: skip

    def _trainees(self, one: dict[str, Any]) -> Rows:
        rows = []
        for person in self.chance.sample(self.people, self.chance.randrange(9)):
            result = self.chance.choice(list(RESULTS)) if one["Bế giảng"] else "đang học"
            paid = self.chance.choice([None, 300_000, 1_250_000])
            rows.append({
                "Mã lớp": one["Mã lớp"], "Mã người": person["Mã người"], "Đơn vị cử": self.chance.choice([person["Mã đơn vị"], "T-A", "T-B", "T"]),
                "Chức vụ khi cử": self.chance.choice(["", "Bí thư chi bộ", "BÍ THƯ CHI BỘ", "Trưởng khối"]), "Kết quả": result,
                "Vắng có phép": self.chance.randrange(3), "Vắng không phép": self.chance.randrange(2),
                "Xếp loại": self.chance.choice(["giỏi", "khá", "trung bình"]) if result == "hoàn thành" else "",
                "Hỗ trợ": paid, "Nguồn hỗ trợ": "Ngân sách" if paid else "",
            })  # fmt: skip
        return rows

    def _event(self, number: int) -> dict[str, Any]:
        return {
            "Mã đợt": f"D{number}", "Tên đợt": f"Đợt {number}", "Đơn vị tổ chức": self.chance.choice(["T", "T-A", "T-B", "T-A-1"]),
            "Hình thức": self.chance.choice(list(FORMS)), "Ngày bắt đầu": self._day(), "Số buổi": 1,
        }  # fmt: skip

    def _attended(self, one: dict[str, Any]) -> Rows:
        rows = []
        for person in self.chance.sample(self.people, self.chance.randrange(25)):
            state = self.chance.choice(list(STATES))
            essay = one["Ngày bắt đầu"] + 9 * DAY if state in ("có mặt", "học bù") and self.chance.random() < 0.8 else None
            rows.append({"Mã đợt": one["Mã đợt"], "Mã người": person["Mã người"], "Tham gia": state, "Ngày nộp thu hoạch": essay})
        return rows

    def _praise(self, number: int) -> dict[str, Any]:
        whom = self.chance.choice([self.chance.choice(self.units)["Mã đơn vị"], self.chance.choice(self.people)["Mã người"]])
        return {
            "Số quyết định": f"{number}-QĐ",
            "Ngày": self._day(),
            "Cơ quan": "Thị ủy",
            "Mã đơn vị hoặc mã người": whom,
            "Hình thức": "giấy khen",
        }

    def report(self, unit: str, first: int, last: int) -> dict[str, Any]:
        """Return what a reader counts for `unit` and all below it."""
        return _Reader(self, unit, first, last).report()


class _Reader:
    def __init__(self, book: Book, unit: str, first: int, last: int) -> None:
        self.book, self.unit, self.first, self.last = book, unit, first, last
        above = {row["Mã đơn vị"]: row["Mã cấp trên"] for row in book.units}
        self.inside = {code for code in above if unit in self._up(code, above)}
        self.mine = {row["Mã người"]: row for row in book.people if row["Mã đơn vị"] in self.inside}

    @staticmethod
    def _up(code: str, above: dict[str, str]) -> list[str]:
        return [code, *_Reader._up(above[code], above)] if code else []

    def _in(self, day: date | None) -> bool:
        return day is not None and self.first <= day.year <= self.last

    def report(self) -> dict[str, Any]:
        name = next(row["Tên đơn vị"] for row in self.book.units if row["Mã đơn vị"] == self.unit)
        praised = [row for row in self.book.praise if self._in(row["Ngày"])]
        return {
            "unit": {"code": self.unit, "name": name}, "from": self.first, "to": self.last, **self._members(), **self._training(),
            "study": self._study(),
            "commendations": sum(row["Mã đơn vị hoặc mã người"] in self.inside | set(self.mine) for row in praised),
        }  # fmt: skip

    def _members(self) -> dict[str, Any]:
        end = date(self.last, 12, 31)
        members = [row for row in self.mine.values() if row["Ngày vào Đảng"] and row["Ngày vào Đảng"] <= end]
        admitted = [row for row in self.mine.values() if self._in(row["Ngày vào Đảng"])]
        levels = Counter(self._level(row, end) for row in members)
        high = levels["TC"] + levels["CC"]
        return {
            "membership": {
                "members_at_end": len(members), "admitted": len(admitted), "cells_with_admission": len({row["Mã đơn vị"] for row in admitted}),
                "made_official": sum(self._in(row["Ngày chính thức"]) for row in self.mine.values()),
            },
            "theory_level": {**{key: levels[key] for key in ORDER}, "share_tc_or_higher": round(high / len(members), 4) if members else None},
        }  # fmt: skip

    def _level(self, person: dict[str, Any], end: date) -> str:
        closed = {row["Mã lớp"]: row for row in self.book.classes if row["Bế giảng"] and row["Bế giảng"] <= end}
        held = [LEVELS[person["Trình độ LLCT"]]]
        for row in self.book.trainees:
            if row["Mã người"] == person["Mã người"] and row["Kết quả"] == "hoàn thành" and row["Mã lớp"] in closed:
                program = closed[row["Mã lớp"]]["Mã chương trình"]
                held += [program] if program in ORDER else []
        return max(held, key=ORDER.index)

    def _training(self) -> dict[str, Any]:
        classes = {row["Mã lớp"]: row for row in self.book.classes}
        own = [row for row in self.book.trainees if row["Đơn vị cử"] in self.inside]
        sent = [row for row in own if self._in(classes[row["Mã lớp"]]["Khai giảng"])]
        quotas: Counter[str] = Counter()
        for row in self.book.quotas:
            if row["Mã đơn vị"] == self.unit and self.first <= row["Năm"] <= self.last:
                quotas[row["Mã chương trình"]] += row["Chỉ tiêu"]
        by_program = {code: [row for row in sent if classes[row["Mã lớp"]]["Mã chương trình"] == code] for code in PROGRAMS}
        hours = sum(classes[row["Mã lớp"]]["Số buổi"] for row in sent)
        excused, unexcused = (sum(row[key] for row in sent) for key in ("Vắng có phép", "Vắng không phép"))
        titles = Counter(row["Chức vụ khi cử"].lower() for row in sent if row["Chức vụ khi cử"])
        with_own = [classes[code] for code in {row["Mã lớp"] for row in own}]
        return {
            "training": [_line(code, quotas[code], rows) for code, rows in sorted(by_program.items()) if rows or quotas[code]],
            "training_by_title": dict(titles),
            "classes": {
                "opened": sum(self._in(row["Khai giảng"]) for row in with_own), "closed": sum(self._in(row["Bế giảng"]) for row in with_own),
                "trainees": len(sent),
            },
            "attendance": {
                "expected": hours, "attended": hours - excused - unexcused, "absent_excused": excused, "absent_unexcused": unexcused,
                "rate": round((hours - excused - unexcused) / hours, 4) if hours else None,
            },
        }  # fmt: skip

    def _study(self) -> dict[str, Any]:
        events = {row["Mã đợt"]: row for row in self.book.events if self._in(row["Ngày bắt đầu"])}
        rows = [row for row in self.book.attended if row["Mã đợt"] in events and row["Mã người"] in self.mine]
        states = Counter(STATES[row["Tham gia"]] for row in rows)
        took_part = [row for row in rows if STATES[row["Tham gia"]] in ("attended", "made_up")]
        forms = Counter(FORMS[events[row["Mã đợt"]]["Hình thức"]] for row in took_part)
        essays = sum(row["Ngày nộp thu hoạch"] is not None for row in rows)
        own = {code for code, row in events.items() if row["Đơn vị tổ chức"] in self.inside} | {row["Mã đợt"] for row in rows}
        return {
            "events": len(own), "participants": len({row["Mã người"] for row in took_part}), "expected": len(rows),
            **{state: states[state] for state in STATES.values()}, "essays": essays,
            "essay_rate": round(essays / len(took_part), 4) if took_part else None, "by_form": {form: forms[form] for form in FORMS.values()},
        }  # fmt: skip


def _line(code: str, quota: int, rows: Rows) -> dict[str, Any]:
    results = Counter(RESULTS[row["Kết quả"]] for row in rows)
    return {
        "program": code, "quota": quota, "sent": len(rows), **{result: results[result] for result in RESULTS.values()},
        "classification": dict(Counter(CLASSES[row["Xếp loại"]] for row in rows if row["Xếp loại"])),
        "support_vnd": sum(row["Hỗ trợ"] or 0 for row in rows),
    }  # fmt: skip
