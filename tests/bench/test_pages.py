import pytest
from sqlalchemy import create_engine, text

from bench import pages
from bench.command import SHOWN, TINY
from bench.contenders import NotAllArrived


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return pages.measure(tmp_path_factory.mktemp("pages"), TINY.pages, print)


def test_each_page_is_measured_beside_the_bare_sql_of_it(found):
    names = {f"pages.{kind}.{way}{share}_ms" for kind in pages.KINDS
             for way in ("", "bare.") for share in ("p50", "p99")}  # fmt: skip
    names |= {f"pages.{kind}.cpu_ms" for kind in pages.KINDS}

    assert set(found) == names | {"pages.cases"}
    assert set(found) <= {name for name, _, _ in SHOWN}
    assert all(value > 0 for value in found.values())


def test_copies_have_ids_of_their_own_and_belong_together(new_database):
    engine = create_engine(new_database())
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE cases (case_id uuid PRIMARY KEY, reference text UNIQUE)")
        )
        connection.execute(text("CREATE TABLE persons (person_id uuid PRIMARY KEY, case_id uuid)"))
        for table in ("cases VALUES (gen_random_uuid(), 'RJ-1')",
                      "persons SELECT gen_random_uuid(), case_id FROM cases"):  # fmt: skip
            connection.execute(text(f"INSERT INTO {table}"))

    pages.copy_cases(engine, 9)

    with engine.connect() as connection:
        joined = "SELECT count(DISTINCT person_id) FROM persons JOIN cases USING (case_id)"
        assert connection.execute(text(joined)).scalar_one() == 10
    engine.dispose()


def test_a_page_that_is_not_whole_is_no_page():
    class Away:
        def get(self, _path):
            return type(
                "Answer",
                (),
                {"status_code": 200, "text": "Cases and people cannot be shown just now."},
            )

    office = pages.Office(Away(), {}, [("case", "reference")])

    with pytest.raises(NotAllArrived):
        pages._page(office, "today")
