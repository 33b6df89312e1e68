"""The store commands: what they write, what they say, how they exit."""

import json

import pytest
from typer.testing import CliRunner

from optimizer.cli import app
from optimizer.store import Store
from tests.store.examples import orders, save_plan


@pytest.fixture
def url(tmp_path, monkeypatch):
    """The address of a store with a network, orders and a published plan."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    address = f"sqlite:///{tmp_path / 'desk.db'}"
    with Store.open(address) as made:
        network = made.networks.save("翁源县", {"a": b"b"}, fingerprint="f", by="li")
        made.orders.add(network.network_id, orders(30), name="n", by="li")
        plan = save_plan(made, network)
        made.plans.publish(plan.plan_id, by="li", violations=[], expecting=None, tokens={})
    return address


def store(*arguments):
    """Run a store command in this process and return its result."""
    return CliRunner().invoke(app, ["store", *(str(argument) for argument in arguments)])


@pytest.mark.parametrize("command", [(), ("backup",), ("restore",), ("info",)], ids=" ".join)
def test_help_says_what_a_command_takes(command):
    """Every command explains itself, in both languages, and exits 0."""
    result = store(*command, "--help")
    assert result.exit_code == 0
    assert "数据" in result.output


def test_a_store_moves_by_backup_and_restore(url, tmp_path):
    """What is in the new store is what was in the old one."""
    file = tmp_path / "backup.db"
    result = store("backup", file, "--database", url)
    assert result.exit_code == 0
    assert str(file) in result.output
    other = f"sqlite:///{tmp_path / 'other.db'}"
    result = store("restore", file, "--database", other, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["rows"] > 30
    shown = [json.loads(store("info", "--database", one, "--json").stdout) for one in (url, other)]
    assert shown[0]["rows"] == shown[1]["rows"]


@pytest.mark.parametrize(("lang", "said"), [("zh", "未完成 30"), ("en", "30 open")])
def test_info_says_what_is_in_a_store(url, lang, said):
    """Place, counts, networks and what is in force."""
    result = store("info", "--database", url, "--lang", lang)
    assert result.exit_code == 0
    assert said in result.output
    assert "翁源县" in result.output
    assert "desk.db" in result.output


def test_a_filled_store_is_only_replaced_when_told(url, tmp_path):
    """Exit status 5, the code, and a sentence in the user's language."""
    file = tmp_path / "backup.db"
    store("backup", file, "--database", url)
    refused = store("restore", file, "--database", url)
    assert refused.exit_code == 5
    assert "--replace" in refused.stderr
    assert "已有数据" in refused.stderr
    assert "not empty" in store("restore", file, "--database", url, "--lang", "en").stderr
    assert store("restore", file, "--database", url, "--replace").exit_code == 0


def test_a_wrong_address_shows_no_password(tmp_path):
    """Neither of an unknown database nor of a server that does not answer."""
    for url in ("mysql://a:geheim@b/c", "postgresql://a:geheim@127.0.0.1:1/c"):
        result = store("backup", tmp_path / "b.db", "--database", url)
        assert result.exit_code == 5
        assert "geheim" not in result.output + result.stderr
        assert not (tmp_path / "b.db").exists()
