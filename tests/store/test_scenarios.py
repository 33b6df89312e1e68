"""Scenarios: named, changed by one person at a time, dropped."""

import threading

import pytest

from optimizer.store import Conflict, NotFound, Refused

RAIN = {"change": "rain", "factor": 0.9, "classes": {"track": 0.75}}


@pytest.fixture
def save(store, network):
    """A function that saves a scenario of the network."""

    def keep(name_zh="雨天", name_en="rain", **options):
        given = {"changes": [RAIN], "by": "li", **options}
        return store.scenarios.save(network.network_id, name_zh=name_zh, name_en=name_en, **given)

    return keep


def test_a_scenario_keeps_its_changes(store, network, save):
    """As they were given, under a version that counts."""
    first = save(note="封山口")
    assert store.scenarios.get(first.scenario_id) == first
    assert (first.changes, first.note, first.version) == ([RAIN], "封山口", 1)
    second = save(scenario_id=first.scenario_id, version=1, changes=[])
    assert (second.scenario_id, second.changes, second.version) == (first.scenario_id, [], 2)
    other = save("涨价", "")
    assert store.scenarios.list(network.network_id) == [other, second]
    kinds = [change.kind for change in store.changes.recent(network.network_id)]
    assert kinds.count("scenarios.save") == 3


def test_nobody_saves_over_what_they_have_not_seen(store, save):
    """Whoever is late gets the scenario as it is, for saving and for dropping."""
    row = save()
    newer = save("大雨", "", scenario_id=row.scenario_id, version=1, by="wang")
    with pytest.raises(Conflict) as late:
        save("小雨", "", scenario_id=row.scenario_id, version=1)
    assert late.value.current == newer
    assert "wang" in str(late.value)
    with pytest.raises(Conflict):
        store.scenarios.drop(row.scenario_id, version=1, by="li")
    with pytest.raises(Conflict):
        save("小雨", "", scenario_id=row.scenario_id)
    assert store.scenarios.get(row.scenario_id) == newer


def test_a_name_is_taken_once_in_a_network(store, save):
    """In either language, by whatever is not dropped; spaces around it count for nothing."""
    row = save()
    with pytest.raises(Refused, match="雨天") as refused:
        save("雨天 ", "")
    assert (refused.value.reason, refused.value.values["name"]) == ("name", "雨天")
    with pytest.raises(Refused):
        save("别的", "rain")
    with pytest.raises(Refused, match="without a name"):
        save(" ", "")
    assert save("别的", "").name_en == save("第三个", "").name_en == ""
    save(scenario_id=row.scenario_id, version=1)  # its own name it may keep
    other = store.networks.save("乳源县", {}, fingerprint="f", by="li")
    assert (
        store.scenarios.save(
            other.network_id, name_zh="雨天", name_en="", changes=[], by="li"
        ).version
        == 1
    )


def test_a_dropped_scenario_is_gone_and_frees_its_name(store, network, save):
    """It can be neither opened nor saved again."""
    row = save()
    store.scenarios.drop(row.scenario_id, version=1, by="wang")
    assert store.scenarios.list(network.network_id) == []
    for act in (
        lambda: store.scenarios.get(row.scenario_id),
        lambda: store.scenarios.drop(row.scenario_id, version=2, by="li"),
        lambda: save(scenario_id=row.scenario_id, version=2),
    ):
        with pytest.raises(NotFound):
            act()
    assert save().scenario_id != row.scenario_id
    last = store.changes.recent(network.network_id, target=str(row.scenario_id))[0]
    assert (last.kind, last.by, last.detail["name_zh"]) == ("scenarios.drop", "wang", "雨天")


def test_a_scenario_belongs_to_its_network(store, save):
    """No other network may change it, and it needs one."""
    row = save()
    other = store.networks.save("乳源县", {}, fingerprint="f", by="li")
    for network_id, options in (
        (other.network_id, {"scenario_id": row.scenario_id, "version": 1}),
        (48, {}),
    ):
        with pytest.raises(NotFound):
            store.scenarios.save(
                network_id, name_zh="别的", name_en="", changes=[], by="li", **options
            )


def test_of_two_who_choose_a_name_at_once_one_gets_it(store, network, save):
    """The tables themselves let only one have it."""
    told = []

    def choose():
        try:
            told.append(save("同名", ""))
        except Refused as error:
            told.append(error.reason)

    threads = [threading.Thread(target=choose) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("name") == 5
    assert len(store.scenarios.list(network.network_id)) == 1
