"""The dispatch desk in the browser; `route48 app` starts the same."""

import streamlit as st

from optimizer.ui.door import ROUTES, SCRIPT, settle_options
from optimizer.ui.lock import GUARDS, locked

settle_options()
app = st.App(SCRIPT, routes=ROUTES, middleware=GUARDS, lifespan=locked)

if __name__ == "__main__":
    app.run()
