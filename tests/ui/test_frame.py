"""What stands round the pages when something breaks."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import optimizer.ui.start
from optimizer.ui import session

SCRIPT = Path(optimizer.ui.start.__file__).with_name("script.py")


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "不是 Route48 的数据"), ("en", "no store of Route48")]
)
def test_a_store_that_cannot_be_opened_is_said(tmp_path, monkeypatch, lang, said):
    """The frame itself asks the store which networks there are: that may fail, in words."""
    file = tmp_path / "route48.db"
    file.write_bytes(b"something else" * 100)
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path))
    monkeypatch.setenv("ROUTE48_DATABASE_URL", f"sqlite:///{file}")
    session.store.clear()
    test = AppTest.from_file(str(SCRIPT), default_timeout=60)
    test.query_params["lang"] = lang
    test.run()
    assert not test.exception
    assert [said in one.value for one in test.error] == [True]


def test_a_part_that_runs_by_itself_says_what_went_wrong():
    """A fragment has no page round it when it is run again."""

    def script() -> None:
        import streamlit as st

        from optimizer.errors import OptimizerError
        from optimizer.ui import session

        def part() -> None:
            raise OptimizerError("no more")

        st.fragment(session.guarded(part))()

    test = AppTest.from_function(script, default_timeout=60).run()
    assert not test.exception
    assert len(test.error) == 1


def test_streamlit_ends_and_begins_a_run_through_the_guard():
    """Its signals are no errors: who stops or begins anew is not stopped by us."""

    def script() -> None:
        import streamlit as st

        from optimizer.ui import session

        def part() -> None:
            if "again" not in st.session_state:
                st.session_state["again"] = True
                st.rerun()
            st.stop()

        session.guarded(part)()
        st.text("not reached")

    test = AppTest.from_function(script, default_timeout=60).run()
    assert not test.exception
    assert (list(test.error), list(test.text)) == ([], [])
    assert test.session_state["again"]
