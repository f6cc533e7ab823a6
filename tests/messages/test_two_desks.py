"""Several desks over one outbox, on either kind of store: each mail goes out once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from salon.app import Salon
from salon.clients.reach import Purpose
from salon.messages.model import State
from salon.messages.operations import claim, queue_mail
from salon.messages.queries import due, outbox
from salon.messages.sending import Reins
from tests.house import open_house
from tests.messages.conftest import Office, open_account, with_address
from tests.messages.server import Server

MAILS, DESKS = 6, 3


def test_desks_that_reach_for_the_same_mail_get_each_once(
    another_desk: Callable[..., Salon], receiver: Server
) -> None:
    desks = [another_desk() for _desk in range(DESKS)]
    house = open_house(desks[0])
    desks[0].do(with_address, house.amira, "amira@client.example")
    open_account(house, receiver)
    for number in range(MAILS):
        desks[0].do(queue_mail, house.amira, f"{number}", "Words", purpose=Purpose.CARE)
    keys = desks[0].ask(due)
    ready = Barrier(DESKS)

    def reach(at: int) -> list[int]:
        ready.wait(20)
        taken = [desks[at].do_by_itself(claim, key, f"desk {at}") for key in keys]
        return [one.id for one in taken if one is not None]

    with ThreadPoolExecutor(DESKS) as all_at_once:
        taken = [key for some in all_at_once.map(reach, range(DESKS)) for key in some]

    assert sorted(taken) == sorted(keys)
    assert {one.state for one in desks[0].ask(outbox)} == {State.SENDING}


def test_two_programs_of_one_computer_do_not_send_side_by_side(
    office: Office,
) -> None:
    folder = office.house.salon.folder
    assert folder is not None
    key = office.queue()
    held = folder.hold("salon.post")
    assert held is not None
    with held:
        done = office.go()
        assert (done.is_elsewhere, done.sent) == (True, [])
    assert office.go().sent == [key]


def test_a_sender_that_is_reined_in_begins_nothing_more(office: Office) -> None:
    key = office.queue()
    reins = Reins()
    reins.cut()
    assert office.go(reins=reins).sent == []
    assert office.server.connections == 0
    assert office.go().sent == [key]
