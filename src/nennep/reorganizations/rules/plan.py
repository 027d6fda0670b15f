"""From the lines of a plan and the tree as it stands to what becomes of every unit. The whole plan counts as one moment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from nennep.reorganizations.rules.body import Body, Ending, Heir, Plan, Problem, key_of
from nennep.reorganizations.rules.deed import Deed, Line, Share

ENDING = (Deed.MERGE, Deed.SPLIT, Deed.DISSOLVE)


def make_plan(lines: Sequence[Line], tree: Mapping[str, Body], kinds: Iterable[str]) -> Plan:
    """Work out what becomes of the units in being (`tree`, by key) under the lines of a plan."""
    return _Planner(lines, tree, frozenset(kinds)).plan()


class _Planner:
    def __init__(self, lines: Sequence[Line], tree: Mapping[str, Body], kinds: frozenset[str]) -> None:
        self.lines, self.tree, self.kinds = lines, tree, kinds
        self.made = Plan()
        self.wanted: dict[str, Body] = {}  # new ones
        self.told: set[str] = set()  # keys whose parent a line names

    def plan(self) -> Plan:
        good = [line for line in self.lines if self._is_complete(line)]
        self._end([line for line in good if line.deed in ENDING])
        for line in good:
            self._shape(line)
        for key in list(self.made.endings):
            self._follow_up(key)
        self._check_above()
        self._imply()
        self._order()
        return self.made

    def _wrong(self, line: Line, reason: str, /, **facts: object) -> None:
        self.made.problems.append(Problem(line.number, reason, facts))

    def _is_complete(self, line: Line) -> bool:
        problem = next(self._lacks(line), None)
        if problem:
            self._wrong(line, problem[0], **problem[1])
        return problem is None

    def _lacks(self, line: Line) -> Iterator[tuple[str, dict[str, object]]]:
        if line.deed != Deed.ESTABLISH and not line.old:
            yield "line_needs_old", {}
        elif line.old and key_of(line.old) not in self.tree:
            yield "unit_not_in_being", {"code": line.old}
        if line.deed in (Deed.ESTABLISH, Deed.MERGE, Deed.SPLIT) and not line.new:
            yield "line_needs_new", {}
        if line.deed == Deed.RENAME and not (line.name or line.new):
            yield "line_needs_name", {}
        if line.deed == Deed.MOVE and not line.parent:
            yield "line_needs_parent", {}
        if line.deed == Deed.RETYPE and not line.kind:
            yield "line_needs_kind", {}
        if line.kind and line.kind not in self.kinds:
            yield "kind_unknown", {"kind": line.kind}

    def _end(self, lines: Sequence[Line]) -> None:
        """Work out who ends and who takes over."""
        groups: dict[str, list[Line]] = {}
        for line in lines:
            groups.setdefault(key_of(line.old), []).append(line)
        for key, group in groups.items():
            if len({line.deed == Deed.DISSOLVE for line in group}) > 1 or len({key_of(line.new) for line in group}) < len(group):
                self._wrong(group[-1], "told_twice", code=group[-1].old)
                continue
            ending = self._ending(key, group)
            if ending is not None:
                self.made.endings[key] = ending

    def _ending(self, key: str, group: list[Line]) -> Ending | None:
        first = group[0]
        if first.deed == Deed.DISSOLVE and not first.new:
            return Ending((), "", "dissolved")
        usual = Share.PART if first.deed == Deed.SPLIT or len(group) > 1 else Share.WHOLE
        heirs = tuple(Heir(key_of(line.new), line.share or usual) for line in group)
        if len(heirs) == 1 and heirs[0].key == key:
            return None  # it takes others in and goes on
        if len(heirs) == 1 and (first.deed != Deed.SPLIT or heirs[0].share == Share.WHOLE):
            return Ending(heirs, heirs[0].key)
        if len(heirs) == 1:  # a part is cut off, the rest goes on
            return Ending((Heir(key, Share.MAIN), *heirs), key, "divided")
        chosen = [heir.key for heir in heirs if heir.share == Share.MAIN] or [heir.key for heir in heirs if heir.key == key]
        if len(chosen) > 1:
            self._wrong(first, "two_main_parts", code=first.old)
        return Ending(heirs, (chosen or [heirs[0].key])[0], "divided")

    def _shape(self, line: Line) -> None:
        """Take the code, name, kind and parent that a line gives to its unit, new or going on."""
        gives = line.deed in (Deed.ESTABLISH, Deed.MERGE, Deed.SPLIT)
        key = key_of(line.new if gives else line.old)
        if line.deed == Deed.DISSOLVE:
            return
        if key in self.tree and line.deed == Deed.ESTABLISH and not self.made.ends(key):
            self._wrong(line, "code_in_use", code=line.new)
        elif key in self.tree and not self._is_new(key, line):
            self._change(key, line, recode=line.new if not gives else "")
        elif gives:
            self._found(key, line)

    def _is_new(self, key: str, line: Line) -> bool:
        """A code whose unit ends can be given to a new one only by a line that founds it expressly."""
        return self.made.ends(key) and line.deed == Deed.ESTABLISH

    def _change(self, key: str, line: Line, recode: str) -> None:
        if self.made.ends(key):
            self._wrong(line, "target_ends" if line.deed in ENDING else "told_twice", code=line.new or line.old)
            return
        body = self.made.after.get(key, self.tree[key])
        new = Body(
            recode or body.code, line.name or body.name, line.kind or body.kind, key_of(line.parent) if line.parent else body.parent
        )
        if new != body:
            if key in self.made.after and self._contradicts(key, new):
                self._wrong(line, "told_twice", code=line.old or line.new)
            self.made.after[key] = new
        if line.parent:
            self.told.add(key)

    def _contradicts(self, key: str, new: Body) -> bool:
        before, now = self.tree[key], self.made.after[key]
        return any(
            getattr(now, what) not in (getattr(before, what), getattr(new, what)) for what in ("code", "name", "kind", "parent")
        )

    def _found(self, key: str, line: Line) -> None:
        known = self.wanted.get(key)
        old = self.tree.get(key_of(line.old))
        if known is None:
            self.wanted[key] = Body(
                line.new.strip(),
                line.name or (old.name if old else ""),
                line.kind or (old.kind if old else ""),
                key_of(line.parent) if line.parent else (old.parent if old else ""),
            )
            if not self.wanted[key].name:
                self._wrong(line, "line_needs_name")
            if not self.wanted[key].kind:
                self._wrong(line, "line_needs_kind")
        else:
            self.wanted[key] = Body(
                known.code, line.name or known.name, line.kind or known.kind, key_of(line.parent) if line.parent else known.parent
            )
        if line.parent:
            self.told.add(key)

    def _follow_up(self, key: str) -> None:
        """Give a dissolved unit without an heir the nearest unit above that goes on."""
        ending = self.made.endings[key]
        if ending.heirs:
            missing = [heir.key for heir in ending.heirs if not self._is_there(heir.key)]
            if missing:
                self.made.problems.append(Problem(self._line_of(key), "target_ends", {"code": missing[0]}))
            return
        above = self._standing(self.tree[key].parent)
        if not above:
            self.made.problems.append(Problem(self._line_of(key), "nobody_above", {"code": self.tree[key].code}))
            return
        self.made.endings[key] = Ending((), above, ending.doubt)

    def _line_of(self, key: str) -> int:
        return next((line.number for line in self.lines if key_of(line.old) == key), 0)

    def _is_there(self, key: str) -> bool:
        return key in self.wanted or (key in self.tree and not self.made.ends(key))

    def _standing(self, key: str) -> str:
        """Return who stands after the plan where the old unit `key` stood; empty above the top."""
        seen: set[str] = set()
        while key and self.made.ends(key) and key not in seen:
            seen.add(key)
            ending = self.made.endings[key]
            if ending.main:
                return ending.main
            key = self.tree[key].parent
        return key

    def _imply(self) -> None:
        """Move what stood below a unit that ends to who takes over."""
        for key, body in self.tree.items():
            if self.made.ends(key) or key in self.told or not body.parent:
                continue
            ending = self.made.endings.get(body.parent)
            if ending is None:
                continue
            now = self.made.after.get(key, body)
            if ending.main != body.parent:
                self.made.after[key] = Body(now.code, now.name, now.kind, self._standing(body.parent))
            if ending.main != body.parent or ending.doubt:
                self.made.implied[key] = ending.doubt
        for key, body in self.wanted.items():
            if key not in self.told and body.parent:
                self.wanted[key] = Body(body.code, body.name, body.kind, self._standing(body.parent))

    def _check_above(self) -> None:
        """See that every parent named is there."""
        bodies = {**{key: self.made.after[key] for key in self.made.after}, **self.wanted}
        for key in sorted(self.told & bodies.keys()):
            if bodies[key].parent and not self._is_there(bodies[key].parent):
                number = next(line.number for line in self.lines if key_of(line.parent) == bodies[key].parent)
                self.made.problems.append(Problem(number, "parent_not_there", {"code": bodies[key].parent.upper()}))

    def _order(self) -> None:
        """Put parents before children, and find circles and codes that two units would bear."""
        above = {key: body.parent for key, body in self.tree.items() if not self.made.ends(key)}
        above |= {key: body.parent for key, body in self.made.after.items()} | {
            key: body.parent for key, body in self.wanted.items()
        }
        depth: dict[str, int] = {}
        for key in above:
            self._depth(key, above, depth)
        self.made.new = [self.wanted[key] for key in sorted(self.wanted, key=lambda one: (depth.get(one, 0), one))]
        codes: dict[str, str] = {}
        for key in above:
            code = (self.made.after.get(key) or self.wanted.get(key) or self.tree[key]).key
            if codes.setdefault(code, key) != key:
                self.made.problems.append(Problem(0, "code_in_use", {"code": code.upper()}))

    def _depth(self, key: str, above: Mapping[str, str], depth: dict[str, int]) -> None:
        walked: list[str] = []
        while key and key not in depth and key in above:
            if key in walked:
                self.made.problems.append(Problem(0, "circle", {"code": key.upper()}))
                break
            walked.append(key)
            key = above[key]
        start = depth.get(key, 0)
        depth.update({one: place for place, one in enumerate(reversed(walked), start + 1)})
