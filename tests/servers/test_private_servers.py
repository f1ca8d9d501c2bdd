"""The private servers themselves: what every other server test stands on."""

import contextlib
import os
import sys
from subprocess import PIPE, Popen

import pika
import psycopg2
import pytest

from ops.servers.ports import free_port, port_or_free
from tests.support.eventually import eventually, never


def connect(node, user="admin", password=None, vhost="/"):
    return pika.BlockingConnection(pika.URLParameters(node.url(user, password, vhost)))


def declare(node, queue):
    with connect(node) as connection:
        arguments = {"x-queue-type": "quorum"}
        connection.channel().queue_declare(queue, durable=True, arguments=arguments)


def publish_durably(node, queue, body):
    with connect(node) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        channel.basic_publish("", queue, body, pika.BasicProperties(delivery_mode=2))


def take(node, queue):
    # A quorum queue without a leader yet answers 541 on 3.10; the message is not lost by it.
    with contextlib.suppress(pika.exceptions.AMQPError), connect(node) as connection:
        return connection.channel().basic_get(queue, auto_ack=True)[2]
    return None


def test_a_confirmed_message_survives_a_kill_of_the_broker(own_broker):
    declare(own_broker, "kept")
    # RabbitMQ 3.10 writes a new queue's place in its register with a delay: a kill -9 in that
    # second loses the queue itself. A clean restart makes the declaration durable.
    own_broker.restart()
    publish_durably(own_broker, "kept", b"still here")

    own_broker.kill()
    assert not own_broker.answers()
    own_broker.start()

    assert eventually(lambda: take(own_broker, "kept"), within_s=60) == b"still here"


def test_a_frozen_broker_keeps_its_port_and_says_nothing(own_broker):
    own_broker.freeze()
    frozen = own_broker.answers()
    own_broker.thaw()

    assert not frozen
    assert eventually(own_broker.answers)


def test_a_stopped_broker_leaves_no_process(own_broker):
    pid = own_broker.pid

    own_broker.stop()

    with pytest.raises(ProcessLookupError):
        os.killpg(pid, 0)


def test_a_user_enters_only_the_virtual_host_it_was_given(broker, vhost):
    broker.add_user("narrow", "invented-password")
    broker.allow("narrow", vhost, configure="^$", write="^$", read="^$")

    connect(broker, "narrow", "invented-password", vhost).close()

    with pytest.raises(pika.exceptions.ProbableAccessDeniedError):
        connect(broker, "narrow", "invented-password", "/")


def test_the_broker_says_its_version_and_runs_erlang(broker):
    assert int(broker.version.split(".")[0]) >= 3
    assert broker.eval("1 + 1.") == "2"


def test_a_new_database_is_empty_and_apart(new_database):
    first, second = new_database(), new_database()

    with psycopg2.connect(first.replace("+psycopg2", "")) as connection:
        connection.cursor().execute("CREATE TABLE only_here (id integer)")
    connection.close()

    other = psycopg2.connect(second.replace("+psycopg2", ""))
    with pytest.raises(psycopg2.errors.UndefinedTable), other.cursor() as cursor:
        cursor.execute("SELECT * FROM only_here")
    other.close()


def test_a_port_in_use_is_passed_over():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]

        assert port_or_free(number) != number


def test_a_free_port_is_given_as_wanted():
    number = free_port()

    assert port_or_free(number) == number


def test_a_port_that_another_process_was_given_is_not_given_again(monkeypatch):
    told = "from ops.servers.ports import free_port; print(free_port(), flush=True); input()"
    command = [sys.executable, "-c", told]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as other:
        number = int(other.stdout.readline())
        monkeypatch.setattr("ops.servers.ports.secrets.randbelow", lambda _: number - 15_000)

        with pytest.raises(OSError, match="no free port"):
            free_port()
        other.communicate("\n")

    assert free_port() == number


def test_waiting_gives_up_with_what_it_last_saw():
    with pytest.raises(AssertionError, match="last: 0"):
        eventually(lambda: 0, within_s=0.1)


def test_watching_raises_the_moment_the_unwanted_comes_true():
    with pytest.raises(AssertionError, match="came true"):
        never(lambda: "seen", during_s=5)
