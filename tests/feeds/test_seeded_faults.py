"""Faults are put into a good sample, one or many at once: the check names each of them, and no more.

What can be wrong with a field is read from the published form itself.
"""

import copy
import json
import random
from datetime import date
from typing import Any, Literal, get_origin

import pytest
from click.testing import CliRunner

from ops.feed import feed_command
from services.feeds.agreement import load
from services.feeds.book import feeds, load_book
from services.feeds.bootstrap import dialect_of
from services.feeds.channels.flat import expected
from services.feeds.words import SENTENCES

pytestmark = pytest.mark.slow

DAY = "2019-05-01"
GONE = object()


def forms():
    for feed in feeds():
        dialect = dialect_of(load_book(feed))
        yield feed, "referral", dialect.Referral
        if load(feed).answers is not None:
            yield feed, "answer", dialect.answer.Answer


FORMS = {f"{feed}-{name}": (feed, name, model) for feed, name, model in forms()}


def leaves(value: Any, path: tuple = ()):
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from leaves(inside, (*path, name))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for at, inside in enumerate(value):
            yield from leaves(inside, (*path, at))
    else:
        yield path


def field_of(model: Any, path: tuple):
    *parents, last = (str(part) for part in path)
    return (expected(model, parents) if parents else model).model_fields[last]


def wrongs(model: Any, path: tuple):
    """Yield (what to put there, how the sentence goes on) for one field."""
    kind, field = expected(model, [str(part) for part in path]), field_of(model, path)
    if field.is_required():
        yield GONE, "is missing; "
    if kind is date:
        yield "not a day", "cannot be read; write a day as YYYY-MM-DD"
    elif kind is bool:
        yield "perhaps", "cannot be read; write true or false"
    elif get_origin(kind) is Literal:
        yield "NO-SUCH-CODE", "cannot be read; write one of: "
    elif get_origin(kind) in (tuple, list):
        yield "not a list", "cannot be read; a list"
    elif kind is str:
        yield ["not a text"], "cannot be read; "
        if "max_length" in str(field) or "MaxLen" in str(field):
            yield "x" * 9000, "is too long; write at most "


def seeds(form):
    """Return every (path, what to put there, how its sentence goes on) of a form's good sample."""
    feed, name, model = FORMS[form]
    sample = json.loads((load(feed).samples / f"{name}.json").read_text())
    # The form's own name decides which form it is: without it there is another sample to check.
    paths = [path for path in leaves(sample) if path != ("form",)]
    return sample, [(path, *wrong) for path in paths for wrong in wrongs(model, path)]


def planted(sample, chosen):
    content = copy.deepcopy(sample)
    for path, put, _ in chosen:
        *parents, last = path
        inside = content
        for step in parents:
            inside = inside[step]
        if put is GONE:
            del inside[last]
        else:
            inside[last] = put
    return content


def checked(tmp_path, feed, content):
    """Return what ``./redress feed check`` says of each field."""
    file = tmp_path / "record.json"
    file.write_text(json.dumps(content))
    shown = CliRunner().invoke(feed_command, ["check", str(file), "--agency", feed, "--on", DAY])
    lines = [line.strip() for line in shown.output.splitlines() if line.startswith("  ")]
    assert shown.exit_code == (1 if lines else 0), shown.output
    return dict(line.split(": ", 1) for line in lines)


def agree(said, chosen):
    told = {".".join(map(str, path)): goes_on for path, _, goes_on in chosen}
    assert set(said) == set(told)
    for field, goes_on in told.items():
        assert said[field].startswith(goes_on), (field, said[field])


@pytest.mark.requirement("INT-08")
@pytest.mark.parametrize("form", FORMS)
def test_each_fault_alone_is_named_and_nothing_else(tmp_path, form):
    feed, _, _ = FORMS[form]
    sample, every = seeds(form)
    assert len(every) >= 10, "the sample fills in enough of the form"
    assert checked(tmp_path, feed, sample) == {}

    for one in every:
        agree(checked(tmp_path, feed, planted(sample, [one])), [one])


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("form", FORMS)
def test_many_faults_at_once_are_all_named(tmp_path, form, number):
    feed, _, _ = FORMS[form]
    sample, every = seeds(form)
    draw = random.Random(f"{form}-{number}")
    by_field = {path: [one for one in every if one[0] == path] for path, *_ in every}
    fields = draw.sample(sorted(by_field, key=str), draw.randint(2, len(by_field)))
    chosen = [draw.choice(by_field[path]) for path in fields]

    agree(checked(tmp_path, feed, planted(sample, chosen)), chosen)


def test_every_code_that_a_feed_can_answer_with_has_words_of_its_own():
    import re
    from pathlib import Path

    code = re.compile(
        r'Fault\([^"\n]*"(?:[\w.]+)",\s*"([a-z-]+)"\)|Fault\([^,\n]+,\s*"([a-z-]+)"\)'
    )
    places = [*Path("services/feeds").rglob("*.py"), Path("services/intake/use_cases/answering.py")]
    found = {a or b for place in places for a, b in code.findall(place.read_text())}

    assert len(found) > 15
    assert found - set(SENTENCES) <= {"too-short"}, "only staff see that one"
