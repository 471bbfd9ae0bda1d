"""The tool that breaks code on purpose: every break changes something, and the same seed breaks the same."""

from pathlib import Path

from tools.mutation import Break, Fate, breaks_of, broken, drawn, score, targets

CODE = '''"""A place to break."""


def due(owed: int, paid: int = 0, *, free: bool = False) -> int:
    """What is left."""
    if free and not paid:
        return 0
    if paid > owed:
        raise ValueError("too much")
    print(owed)
    return owed - paid
'''
HERE = Path("due.py")


def test_every_break_is_another_program_than_the_whole_one_and_than_the_other_breaks() -> None:
    made = [broken(CODE, one) for one in breaks_of(HERE, CODE)]
    assert len(made) == 13
    assert len({*made, CODE}) == len(made) + 1
    for one in made:
        compile(one, "due.py", "exec")


def test_what_is_compared_said_left_out_and_subtracted_is_broken() -> None:
    told = {each.kind: broken(CODE, each) for each in breaks_of(HERE, CODE) if each.line > 5}
    assert "paid >= owed" in told["compare 0"]
    assert "owed + paid" in told["operator"] or "free or not paid" in told["operator"]
    assert "raise" not in told["left out"] or "print" not in told["left out"]


def test_the_same_seed_draws_the_same_breaks_of_money_chain_and_rights() -> None:
    files = list(targets(()))
    assert {"rights.py", "money.py"} <= {file.name for file in files}
    assert drawn(files, 20, seed=3) == drawn(files, 20, seed=3) != drawn(files, 20, seed=4)


def test_the_score_names_what_nobody_noticed() -> None:
    fates = [Fate(Break(HERE, 1, "not", 6), "noticed"), Fate(Break(HERE, 2, "constant", 7), "survived")]
    assert score(fates, 14).splitlines() == [
        "1 of 2 breaks noticed, drawn from 14",
        "    1 of   2  due.py",
        "survived: due.py:7 constant",
    ]
