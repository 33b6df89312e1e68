"""Beyond this machine: nobody sees anything before they have signed in and have a role."""

from urllib.request import Request, urlopen

import pytest

from optimizer.ui.words import word
from tests.e2e.desks import free_port, start_desk
from tests.e2e.providers import provider
from tests.e2e.visitors import PAGES

SECRET = "kP3x-Wq9_Lr7.Tn1bVm5cHz2eYs8dGf4A"
ROLES = '[roles]\n"li@county.cn" = "dispatcher"\n"wang@county.cn" = "viewer"\n'


@pytest.fixture(scope="module")
def asked(tmp_path_factory, browser):
    """Return a desk that listens to everybody and asks who they are, and its provider."""
    home = tmp_path_factory.mktemp("home")
    port = free_port()
    (home / "roles.toml").write_text(ROLES, "utf-8")
    (home / ".streamlit").mkdir()
    with provider() as people:
        (home / ".streamlit" / "secrets.toml").write_text(
            "[auth]\n"
            f'redirect_uri = "http://localhost:{port}/oauth2callback"\n'
            f'cookie_secret = "{SECRET}"\nclient_id = "route48"\nclient_secret = "quiet"\n'
            f'server_metadata_url = "{people.url}/.well-known/openid-configuration"\n',
            "utf-8",
        )
        desk = start_desk(
            home / "route48",
            "--host",
            "0.0.0.0",
            port=port,
            HOME=str(home),
            ROUTE48_ROLES_FILE=str(home / "roles.toml"),
        )
        yield desk, people
        desk.stop()
    assert SECRET not in desk.log
    assert "external IP" not in desk.log, "nobody is asked where this machine is"
    assert "quiet" not in desk.log


@pytest.fixture
def page(asked, browser):
    """Return a page in a browser of its own."""
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def shown(page):
    """Return the names of the pages that somebody is offered."""
    names = {word(f"shell.{name}", "zh") for name in PAGES} | set(PAGES)
    return [text for text in page.locator("a").all_inner_texts() if text.strip() in names]


def test_a_dispatcher_signs_in_and_out(asked, page):
    """The way in is a button; then the desk knows name and role, until signing out."""
    desk, people = asked
    people.person = {"email": "Li@county.cn", "email_verified": True, "name": "李"}
    page.goto(desk.url)
    page.get_by_text(word("shell.sign_in_first", "zh")).wait_for()
    assert not shown(page), "nothing of the desk is shown yet"
    page.get_by_role("button", name=word("shell.sign_in", "zh"), exact=True).click()
    page.get_by_text("li@county.cn").first.wait_for()
    page.get_by_text(word("shell.dispatcher", "zh")).first.wait_for()
    page.get_by_role("button", name=word("shell.sign_out", "zh")).click()
    page.get_by_text(word("shell.sign_in_first", "zh")).wait_for()


def test_a_stranger_stays_outside(asked, page):
    """Somebody whom the provider knows and the list of roles does not sees nothing."""
    desk, people = asked
    people.person = {"email": "other@county.cn"}
    page.goto(desk.url)
    page.get_by_role("button", name=word("shell.sign_in", "zh"), exact=True).click()
    page.get_by_text(word("shell.no_role", "zh")).wait_for()
    assert not shown(page)


def test_a_cookie_of_ones_own_making_is_no_key(asked, page):
    """Who does not know the secret cannot say who they are."""
    desk, _ = asked
    forged = {"name": "_streamlit_user", "value": '{"email": "li@county.cn"}', "url": desk.url}
    page.context.add_cookies([forged])
    page.goto(desk.url)
    page.get_by_text(word("shell.sign_in_first", "zh")).wait_for()


def test_other_hosts_get_the_page_that_asks(asked):
    """With sign-in the guard lets everybody knock: the page itself asks who they are."""
    desk, _ = asked
    with urlopen(Request(desk.url, headers={"Host": "desk.county.cn"})) as response:
        assert response.status == 200
