"""How a missing server is had: installed, by package, in a container; and which engine answers."""

import http.server
import io
import socketserver
import stat
import tarfile
import threading

import pytest
import yaml

from ops import packages
from ops.packages import POSTGRESQL, RABBITMQ, NotInstallable, Server, ways
from ops.servers import choice, images
from ops.servers.container import ContainerNode, Engine
from ops.servers.processes import StartFailed
from ops.servers.rabbitmq import Install, RabbitNode
from ops.servers.sockets import engine_address, has_image


def on(*commands):
    """A `which` of a machine that has these commands."""
    return {name: f"/bin/{name}" for name in commands}.get


def offered(server, *commands, root=True, engine=None):
    return ways(server, which=on(*commands), root=root, engine=engine)


# --- which way ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manager", "last"),
    [
        ("apt-get", ("install", "-y", "--no-install-recommends", "rabbitmq-server")),
        ("dnf", ("install", "-y", "rabbitmq-server")),
        ("pacman", ("-S", "--noconfirm", "--needed", "rabbitmq")),
        ("apk", ("add", "rabbitmq-server")),
        ("brew", ("install", "rabbitmq")),
    ],
)
def test_each_package_manager_is_asked_in_its_own_words(manager, last):
    (step,) = offered(RABBITMQ, manager)

    assert step.commands[-1] == (f"/bin/{manager}", *last)
    assert manager in step.says


def test_a_package_is_tried_before_a_container():
    steps = offered(RABBITMQ, "apt-get", engine="podman")

    assert [bool(step.commands) for step in steps] == [True, False]
    assert "podman" in steps[1].says
    assert images.pinned("rabbitmq") in steps[1].says


def test_without_root_a_package_needs_sudo():
    assert offered(RABBITMQ, "apt-get", root=False) == []
    (step,) = offered(RABBITMQ, "apt-get", "sudo", root=False)
    assert {words[0] for words in step.commands} == {"/bin/sudo"}


def test_homebrew_is_never_run_as_root():
    (step,) = offered(RABBITMQ, "brew", "sudo", root=False)

    assert step.commands[-1][0] == "/bin/brew"


def test_no_container_is_offered_for_a_database_of_the_tests():
    assert offered(POSTGRESQL, engine="docker") == []


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine with nothing on it, until a test puts something into the folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("ops.servers.rabbitmq._SBIN_FOLDERS", ())
    return tmp_path


def put(folder, name, script):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_with_no_way_at_all_the_message_says_what_to_do(bare):
    with pytest.raises(NotInstallable, match=r"package .*rabbitmq-server.* container engine"):
        packages.ensure_broker()


def test_a_package_that_does_not_install_leaves_the_container(bare, capsys):
    put(bare, "apt-get", "exit 100")
    put(bare, "docker", "exit 0")

    packages.ensure_broker()

    said = capsys.readouterr().out
    assert said.index("by apt-get") < said.index("did not give") < said.index("container by docker")


@pytest.mark.parametrize("there", [True, False])
def test_only_what_is_missing_is_installed(bare, there):
    put(bare, "apt-get", f'echo "$@" >> {bare}/calls')
    answers = iter([there, True])

    packages._ensure(Server("It", "it-server", {}, lambda: next(answers)))

    assert (bare / "calls").exists() is not there


def test_an_engine_whose_client_alone_is_installed_is_passed_over(bare):
    put(bare, "podman", "echo 'cannot connect' >&2; exit 125")
    assert Engine.find() is None

    put(bare, "docker", "exit 0")
    assert Engine.find().name == "docker"


def test_an_installed_broker_is_taken_before_a_container(bare, tmp_path):
    put(bare, "docker", "exit 0")
    install = Install(tmp_path)

    assert isinstance(choice.private_broker(tmp_path, install=install), RabbitNode)
    assert isinstance(choice.private_broker(tmp_path), ContainerNode)


def test_without_either_the_start_fails_with_both_named(bare, tmp_path):
    with pytest.raises(StartFailed, match=r"RabbitMQ.*container engine"):
        choice.private_broker(tmp_path)


# --- the container --------------------------------------------------------------------------------


def test_versions_of_containers_are_those_of_compose():
    services = yaml.safe_load(images.COMPOSE.read_text())["services"]

    assert images.pinned("rabbitmq") == services["rabbitmq"]["image"]
    assert images.pinned("postgres") == services["postgres"]["image"]


def test_what_a_container_is_given_is_readable_by_its_server():
    files = images.broker_files(images.administrator("invented"), management=True)

    with tarfile.open(fileobj=io.BytesIO(images.archive(files))) as tar:
        given = {entry.name: entry for entry in tar}
        conf = tar.extractfile("etc/rabbitmq/conf.d/90-redress.conf").read().decode()

    assert {entry.mode for entry in given.values()} == {0o644}
    assert "default_pass = invented" in conf.splitlines()


def test_a_contained_broker_listens_on_loopback_and_keeps_its_files_in_the_data_directory(
    bare, tmp_path
):
    calls = tmp_path / "calls"
    put(bare, "podman", f'echo "$@" >> {calls}; [ "$1" != start ] || echo no space left')
    node = ContainerNode(tmp_path / "data", Engine.find(), definitions={"users": []})

    with pytest.raises(StartFailed, match="no space left"):
        node.start(timeout_s=20)

    lines = calls.read_text().splitlines()
    (create,) = [line for line in lines if line.startswith("create")]
    assert f"--publish 127.0.0.1:{node.port}:5672" in create
    assert f"{tmp_path}/data/container:/var/lib/rabbitmq" in create
    assert create.endswith(images.pinned("rabbitmq"))
    assert lines[-1] == f"rm --force --volumes {node.name}"


# --- which engine answers -------------------------------------------------------------------------


class _Api(http.server.BaseHTTPRequestHandler):
    """The engine's API as far as we ask it: it can pull `known`, and nothing else."""

    def _answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        name = self.path.removeprefix("/images/").removesuffix("/json")
        self._answer(200 if self.path == "/_ping" or name in self.server.images else 404)

    def do_POST(self):
        name = self.path.partition("fromImage=")[2]
        if name == "known":
            self.server.images.add(name)
        self._answer(200)

    def address_string(self):
        return "test"

    def log_message(self, *_):
        """Say nothing: the test's output is pytest's."""


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@pytest.fixture
def engine(tmp_path):
    path = tmp_path / "engine.sock"
    with _Server(str(path), _Api) as server:
        server.images = set()
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"unix://{path}"
        server.shutdown()


def test_the_engine_that_is_named_is_asked(engine):
    assert engine_address({"DOCKER_HOST": engine}) == engine


def test_a_socket_of_podman_for_one_person_is_found(tmp_path):
    folder = tmp_path / "podman"
    folder.mkdir()
    with _Server(str(folder / "podman.sock"), _Api) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        found = engine_address({"XDG_RUNTIME_DIR": str(tmp_path)})
        server.shutdown()

    # A machine's own engine, where there is one, comes first.
    assert found in {f"unix://{folder}/podman.sock", "unix:///var/run/docker.sock"}


@pytest.mark.parametrize("address", ["unix:///nowhere/engine.sock", "tcp://127.0.0.1:1", "ssh://x"])
def test_an_engine_that_does_not_answer_is_none(address):
    assert engine_address({"DOCKER_HOST": address}) is None


def test_an_image_is_pulled_once_and_one_that_cannot_be_is_missed(engine):
    assert has_image(engine, "known")
    assert not has_image(engine, "unknown")
