"""A feed is ready only with a store at the newest revision, its agency's broker and its folder."""

from sqlalchemy import text

from services.feeds.channels.folder import Folder
from tests.feeds.test_on_the_bus import house  # noqa: F401  a fixture
from tests.support.eventually import eventually


def failing(house):  # noqa: F811
    return {name for name, check in house.feed.host.checks().items() if not check()}


def revision(house, to):  # noqa: F811
    with house.feed.desk._runtime.store.writing() as connection:
        was = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": to})
    return was


def test_a_running_feed_is_ready(house):  # noqa: F811
    eventually(lambda: not failing(house), saying="every check passes")
    assert {
        "feeds-mps-agency",
        "feeds-mps-migrations",
        "feeds-mps-broker",
        "feeds-mps-store",
    } <= set(house.feed.host.checks())


def test_a_store_of_an_older_revision_is_not_ready(house):  # noqa: F811
    was = revision(house, "0001")

    assert failing(house) == {"feeds-mps-migrations"}
    revision(house, was)
    assert failing(house) == set()


def test_a_feed_whose_agencys_broker_sends_it_away_is_not_ready_until_it_is_back(house):  # noqa: F811
    house.node.ctl("clear_permissions", "-p", "agency-mps", "feed-mps")
    house.node.ctl("close_all_user_connections", "feed-mps", "a test")

    eventually(lambda: "feeds-mps-agency" in failing(house), saying="it is not ready")
    house.node.ctl(
        "set_permissions", "-p", "agency-mps", "feed-mps", "^$", "^from-redress$", "^inbound$"
    )
    eventually(lambda: not failing(house), within_s=60, saying="it is ready again")


def test_a_folder_that_is_away_is_not_reachable(world, tmp_path):
    folder = Folder(tmp_path / "drop", world.feed, world.runtime)
    assert not folder.reachable()
    for name in ("in", "taken", "out"):
        (tmp_path / "drop" / name).mkdir(parents=True)
    assert folder.reachable()
    (tmp_path / "drop" / "out").rmdir()
    assert not folder.reachable()
