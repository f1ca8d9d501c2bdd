"""Who may speak to whom, and what the broker and the databases are."""

from ops import secrets
from ops.deployables import AGENCIES, DEPLOYABLES
from ops.kustomize import Resource
from tests.deploy.test_workloads import of_kind


def test_nothing_may_speak_unless_a_policy_says_so(rendered: list[Resource]) -> None:
    spec = of_kind(rendered, "NetworkPolicy")["default-deny"]["spec"]
    assert spec == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}


def test_a_process_reaches_the_broker_and_the_databases_and_nothing_else(
    rendered: list[Resource],
) -> None:
    for one in DEPLOYABLES:
        egress = of_kind(rendered, "NetworkPolicy")[one.name]["spec"]["egress"]
        reached = {
            (tuple(peer["podSelector"]["matchLabels"].items()), port["port"])
            for rule in egress
            for peer in rule["to"]
            for port in rule["ports"]
        }
        assert reached == {
            ((("app.kubernetes.io/name", "rabbitmq"),), 5672),
            ((("cnpg.io/cluster", "postgres"),), 5432),
        }


def test_only_the_gateway_is_reached_from_the_edge(rendered: list[Resource]) -> None:
    policies = of_kind(rendered, "NetworkPolicy")
    open_on_8000 = {
        one.name
        for one in DEPLOYABLES
        for rule in policies[one.name]["spec"]["ingress"]
        if {"protocol": "TCP", "port": 8000} in rule["ports"]
    }
    assert open_on_8000 == {"gateway"}


def test_agencies_come_in_by_tls_and_client_certificate_only(production: list[Resource]) -> None:
    broker = of_kind(production, "RabbitmqCluster")["rabbitmq"]["spec"]
    assert broker["tls"]["caSecretName"]
    for term in ("verify_peer", "{fail_if_no_peer_cert, true}", "{reuse_sessions, false}"):
        assert term in broker["rabbitmq"]["advancedConfig"]
    assert "'EXTERNAL'" in broker["rabbitmq"]["advancedConfig"]
    from_anywhere = [
        rule
        for policy in of_kind(production, "NetworkPolicy").values()
        for rule in policy["spec"].get("ingress", ())
        if "from" not in rule
    ]
    assert from_anywhere == [{"ports": [{"protocol": "TCP", "port": 5671}]}]


def test_the_broker_keeps_quorum_queues_and_a_disk_reserve(production: list[Resource]) -> None:
    broker = of_kind(production, "RabbitmqCluster")["rabbitmq"]["spec"]
    lines = set(broker["rabbitmq"]["additionalConfig"].splitlines())
    assert broker["replicas"] == 3
    assert {"default_queue_type = quorum", "disk_free_limit.relative = 1.0"} <= lines
    assert "definitions.skip_if_unchanged = true" in lines


def test_every_process_owns_one_database_under_a_role_of_its_own(
    with_servers: list[Resource],
) -> None:
    cluster = of_kind(with_servers, "Cluster")["postgres"]["spec"]
    roles = {role["name"]: role["passwordSecret"]["name"] for role in cluster["managed"]["roles"]}
    owners = {
        d["spec"]["name"]: d["spec"]["owner"] for d in of_kind(with_servers, "Database").values()
    }
    assert roles == {one.database: f"{one.name}-database" for one in DEPLOYABLES}
    assert owners == {one.database: one.database for one in DEPLOYABLES}


def test_every_process_signs_in_to_the_broker_as_itself() -> None:
    users = secrets.broker_users()
    assert len(users) == len(set(users)) == len(DEPLOYABLES) + len(AGENCIES)
