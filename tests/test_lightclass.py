"""A light dataclass behaves as a standard one."""

import copy
import dataclasses
import pickle

import pytest
from qingdan.lightclass import dataclass
from qingdan.model import TABLES, DocumentRecord, Finding, Piece, Place


@dataclass(slots=True)
class Bag:
    items: list[int] = dataclasses.field(default_factory=list)
    name: str = ""


def test_values_decide_equality_and_hash():
    assert {Piece(1, 2, 3, 4): "found"}[Piece(block=1, cell=2, start=3, end=4)] == "found"


@pytest.mark.parametrize("other", [Piece(1, 2, 3, 5), (1, 2, 3, 4)], ids=["other value", "other class"])
def test_what_differs_is_not_equal(other):
    assert Piece(1, 2, 3, 4) != other


def test_order():
    assert sorted([Place(page=2), Place(page=1, row=3), Place(page=1)]) == [
        Place(page=1),
        Place(page=1, row=3),
        Place(page=2),
    ]


def test_repr_can_be_read_back():
    piece = Piece(1, 2, 3, 4)
    assert eval(repr(piece), {"Piece": Piece}) == piece


@pytest.mark.parametrize("act", [lambda p: setattr(p, "page", 2), lambda p: delattr(p, "page")])
def test_frozen_fields_do_not_change(act):
    with pytest.raises(dataclasses.FrozenInstanceError):
        act(Place(page=1))


def test_no_fields_but_its_own():
    with pytest.raises(AttributeError):
        Bag().other = 1  # type: ignore[attr-defined]


def test_mutable_class_changes_and_has_no_hash():
    bag = Bag()
    bag.items.append(1)
    bag.name = "b"
    assert (bag, Bag.__hash__) == (Bag([1], "b"), None)


def test_default_factory_makes_a_new_value_each_time():
    assert Bag().items is not Bag().items


@pytest.mark.parametrize(
    "arguments",
    [((), {}), ((1, 2, 3, 4, 5), {}), ((1, 2, 3), {"ende": 4})],
    ids=["too few", "too many", "unknown"],
)
def test_wrong_arguments(arguments):
    with pytest.raises(TypeError):
        Piece(*arguments[0], **arguments[1])


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_copies_are_equal(again):
    finding = Finding("error", "check_failed", places=(Place(line=3),), params={"kind": "sum"})
    assert again(finding) == finding


def test_replace_and_asdict():
    record = dataclasses.replace(DocumentRecord("d1"), pages=3)
    assert {k: v for k, v in dataclasses.asdict(record).items() if v} == {"document_id": "d1", "pages": 3}


@pytest.mark.parametrize("table", TABLES)
def test_fields_keep_their_titles(table):
    assert all(f.metadata["title"] for f in dataclasses.fields(TABLES[table]))
