"""Roles: who may do what, checked in the functions of the desk and not only on its pages."""

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import optimizer.desk
from optimizer.desk.users import (
    NotAllowed,
    Role,
    Roles,
    User,
    WrongRoles,
    read_roles,
    require,
)
from optimizer.wording import error_text

ROOT = Path(__file__).resolve().parents[2]
VIEWER = User("looker", Role.VIEWER)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("needed", Role)
def test_a_role_may_do_what_lesser_roles_may(role, needed):
    """Viewer, dispatcher, planner: each may do what the ones before it may."""
    if role >= needed:
        require(User("li", role), needed)
    else:
        with pytest.raises(NotAllowed) as caught:
            require(User("li", role), needed)
        assert caught.value.values == {"name": "li", "role": role.word, "needed": needed.word}


def test_the_refusal_is_said_in_both_languages():
    """Whoever may not is told so, by name."""
    error = NotAllowed(User("李四", Role.VIEWER), Role.PLANNER)
    assert "李四" in error_text(error, "zh")
    assert error_text(error, "en").endswith("whoever keeps the roles")


def test_roles_come_from_the_secrets_and_a_file_wins(tmp_path):
    """The file can be changed while the desk runs; case and blanks of names do not matter."""
    secrets = {"route48": {"roles": {"Li@County.cn ": "planner", "wu@county.cn": "viewer"}}}
    file = tmp_path / "roles.toml"
    file.write_text('default_role = "viewer"\n[roles]\n"wu@county.cn" = "dispatcher"\n', "utf-8")
    roles = read_roles(secrets, str(file))
    assert roles.user({"email": "li@county.cn"}) == User("li@county.cn", Role.PLANNER)
    assert roles.user({"email": "WU@county.cn"}) == User("wu@county.cn", Role.DISPATCHER)
    assert roles.user({"email": "guest@county.cn"}) == User("guest@county.cn", Role.VIEWER)


def test_nobody_enters_who_is_not_listed():
    """Signing in somewhere is no role here, unless the list says what others may."""
    roles = read_roles({"route48": {"roles": {"li@county.cn": "planner"}}})
    assert roles.user({"email": "other@county.cn"}) is None
    assert roles.user({"name": "li@county.cn"}) is None
    assert roles.user({}) is None
    assert read_roles({}).user({"email": "li@county.cn"}) is None


@pytest.mark.parametrize("verified", [False, "false", "False"])
def test_an_unverified_address_is_nobody(verified):
    """Who typed somebody else's address at the provider does not become them."""
    roles = Roles({"li@county.cn": Role.PLANNER}, otherwise=Role.VIEWER)
    assert roles.user({"email": "li@county.cn", "email_verified": verified}) is None


def test_people_may_be_known_by_another_claim():
    """Providers without addresses, as WeCom, name people by their user id."""
    roles = read_roles({"route48": {"claim": "sub", "roles": {"LiSi": "dispatcher"}}})
    assert roles.user({"sub": "lisi", "email": "x@y.cn"}) == User("lisi", Role.DISPATCHER)
    assert roles.user({"email": "lisi"}) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('roles = "planner"', "no table"),
        ('[roles]\n"li@county.cn" = "admin"', '"admin"'),
        ('[roles]\n"li@county.cn" = 2', '"2"'),
        ('default_role = "boss"', '"boss"'),
        ("[roles", "not TOML"),
        (None, "cannot be read"),
    ],
)
def test_a_wrong_list_lets_nobody_in(tmp_path, text, says):
    """A list that cannot be used is an error with its name, never a guess."""
    file = tmp_path / "roles.toml"
    if text is not None:
        file.write_text(text, "utf-8")
    with pytest.raises(WrongRoles) as caught:
        read_roles({}, str(file))
    assert says in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def actions():
    """Yield every function of the desk that is told who asks."""
    for module in iter_modules(optimizer.desk.__path__):
        if module.name == "users":
            continue
        room = import_module(f"optimizer.desk.{module.name}")
        for name, function in vars(room).items():
            if (
                inspect.isfunction(function)
                and function.__module__ == room.__name__
                and not name.startswith("_")
            ) and "user" in inspect.signature(function).parameters:
                yield pytest.param(function, id=f"{module.name}.{name}")


LOOKING = frozenset(
    # Actions that change nothing, so that viewers may call them.
    []
)


class Nothing:
    """Stands for every other argument: whoever touches it has looked before asking the role."""

    def __getattr__(self, name):
        raise AssertionError(f"{name} is touched before the role is checked")

    def __iter__(self):
        raise AssertionError("an argument is read before the role is checked")


@pytest.mark.parametrize("action", list(actions()))
def test_every_action_of_the_desk_refuses_viewers_first(action):
    """A viewer changes nothing, whatever page or program calls: the function itself refuses."""
    if action.__name__ in LOOKING:
        pytest.skip("looking is allowed")
    values = {
        name: VIEWER if name == "user" else Nothing()
        for name, parameter in inspect.signature(action).parameters.items()
        if parameter.kind not in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL)
    }
    positional = [
        values.pop(name)
        for name, parameter in inspect.signature(action).parameters.items()
        if parameter.kind is parameter.POSITIONAL_ONLY
    ]
    with pytest.raises(NotAllowed):
        result = action(*positional, **values)
        if inspect.isgenerator(result):
            next(result)


WRITES = ("save", "add", "edit", "cancel", "settle", "ask", "ask_stop", "requeue", "publish")


def test_nothing_in_the_desk_writes_without_asking_who():
    """
    A public function that calls a writing function of the store takes a user.

    One that is told in whose name it writes is a part of such an action: no page calls it.
    """
    pages = "\n".join(file.read_text("utf-8") for file in (ROOT / "optimizer/ui").rglob("*.py"))
    for file in sorted(Path(optimizer.desk.__path__[0]).rglob("*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            calls = (
                ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)
            )
            writes = [one for one in calls if re.match(r"store\..+\.", one) and is_writing(one)]
            taken = {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
            if writes and "user" not in taken and node.name not in OF_ITS_OWN_ACCORD:
                assert "by" in taken, f"{file.name} {node.name} does not ask who"
                assert f"{file.stem}.{node.name}(" not in pages, f"{node.name} is called by a page"


OF_ITS_OWN_ACCORD = frozenset({"ensure_embedded"})  # the county that a new store comes with


def is_writing(call):
    """Tell whether a function of the store writes."""
    return call.rpartition(".")[2] in WRITES
