"""How one item goes from one side to the other in the demo: every step of the gate (design 7)."""

from __future__ import annotations

from datetime import timedelta

from ops.demo.client import Json
from ops.demo.world import Case, World


def pass_item(
    world: World, case: Case, *, kind: str, from_side: str, text: str, one_way: bool = False
) -> Json:
    """Take one item through composing, approval, leak check, vetting, offer and delivery."""
    first, second = world.lead(case), world.second(case)
    composed = first.settled(
        f"{case.path}/strands/{case.strand}/items",
        kind=kind,
        from_side=from_side,
        text=case.words(text),
        one_way=one_way,
    )
    item, words = f"{case.path}/items/{composed['item_id']}", composed["content_hash"]
    author, recipient = _parties(case, from_side)
    first.settled(f"{item}/approval", content_hash=words)
    world.consent(case, author, "pass_item", strand_id=case.strand, item_id=composed["item_id"])
    _answer_findings(world, case, item, words)
    for facilitator in (first, second):
        facilitator.settled(f"{item}/vetting", content_hash=words)
    world.consent(case, recipient, "receive_item", strand_id=case.strand, item_kind=kind)
    _offer(world, case, item)
    delivered = first.settled(f"{item}/delivery", content_hash=words, how="read_aloud")
    first.settled(f"{item}/acknowledgement")
    return delivered | {"item_id": composed["item_id"]}


def _parties(case: Case, from_side: str) -> tuple[str, str]:
    harmed, responsible = case.harmed_in()[0], case.responsible_in()
    return (harmed, responsible) if from_side == "harmed" else (responsible, harmed)


def _answer_findings(world: World, case: Case, item: str, words: str) -> None:
    checked = world.lead(case).settled(f"{item}/leak-check", content_hash=words)
    for finding in checked["findings"]:
        world.second(case).settled(
            f"{item}/findings/{finding['finding_id']}/answer",
            answer=case.words("It names nobody and no place, and may stay."),
        )


def _offer(world: World, case: Case, item: str) -> None:
    world.second(case).settled(
        f"{item}/offer",
        accepts=True,
        window_from=(world.now - timedelta(hours=1)).isoformat(),
        window_until=(world.now + timedelta(days=30)).isoformat(),
    )
