"""The chapters that the Office reads say what the rules say: their tables are held to the rule book."""

from pathlib import Path

from giaoviec.rules.access import mark
from giaoviec.rules.acts import ACTS
from giaoviec.rules.causes import CAUSES, GROUPS
from giaoviec.rules.duties import KINDS, DutyKind
from giaoviec.rules.effects import EFFECTS
from giaoviec.rules.moves import RULES, Move, Stage
from giaoviec.rules.relations import OPEN
from giaoviec.rules.roles import Role
from giaoviec.rules.standing import Cell

CHAPTERS = Path(__file__).parents[2] / "docs" / "rules"


def chapter(name: str) -> str:
    return (CHAPTERS / f"{name}.md").read_text(encoding="utf-8")


def missing(name: str, rows: list[str]) -> list[str]:
    text = chapter(name)
    return [row for row in rows if row not in text]


def sentence_case(text: str) -> str:
    return text[0].upper() + text[1:]


def stages_vi(stages: frozenset[Stage]) -> str:
    if stages == frozenset(Stage):
        return "mọi bước"
    return "chưa kết thúc" if stages == OPEN else ", ".join(stage.vi for stage in Stage if stage in stages)


def move_row(move: Move) -> str:
    rule = RULES[move]
    target = rule.target.vi if rule.target else "giữ nguyên bước"
    return f"| {rule.vi} | {stages_vi(rule.sources)} | {target} | {rule.by.vi} | {rule.ground.vi} |"


def duty_row(kind: DutyKind) -> str:
    row = KINDS[kind]
    desk = row.role.vi if row.role else "người phụ trách của cơ quan"
    return f"| {sentence_case(row.vi)} | {row.owner.vi} | {desk} | {row.ground.vi} |"


def kinds_vi(kinds: tuple[DutyKind, ...]) -> str:
    return ", ".join(kind.vi for kind in kinds) or "–"


def effect_row(move: Move) -> str:
    row = EFFECTS[move]
    return f"| {move.vi} | {kinds_vi(row.sets)} | {kinds_vi(row.meets)} | {kinds_vi(row.drops)} |"


def act_row(act: str) -> str:
    anywhere = ", ".join(role.vi for role in Role if mark(act, role) == "có")
    own = ", ".join(role.vi for role in Role if mark(act, role) == "cơ quan mình")
    return f"| {sentence_case(ACTS[act].vi)} | {anywhere} | {own or '–'} | {ACTS[act].ground.vi} |"


def test_the_chapter_of_the_moves_has_every_row_of_the_table() -> None:
    assert missing("buoc-di-cua-viec", [move_row(move) for move in RULES]) == []


def test_the_chapter_of_the_duties_has_every_kind_and_every_effect() -> None:
    rows = [duty_row(kind) for kind in KINDS]
    rows += [effect_row(move) for move, row in EFFECTS.items() if row.sets or row.meets or row.drops]
    assert missing("viec-phai-lam", rows) == []


def test_the_chapter_of_the_rights_has_every_act() -> None:
    assert missing("quyen-va-nhin-thay", [act_row(act) for act in ACTS]) == []


def test_the_chapter_of_the_standing_names_every_cell() -> None:
    assert missing("tinh-hinh", [f"| {sentence_case(cell.vi)} | `{cell.value}` |" for cell in Cell]) == []


def test_the_chapter_of_the_causes_has_the_tree() -> None:
    rows = [
        f"| {GROUPS[cause.group]} | {cause.vi} | {'khách quan' if cause.objective else 'không'} "
        f"| {'có' if cause.outside else '–'} |"
        for cause in CAUSES.values()
    ]
    assert missing("nguyen-nhan", rows) == []
