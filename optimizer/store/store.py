"""The store itself: one database, opened once, shared by all threads of a process."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from optimizer.store.address import home_folder, read_address
from optimizer.store.changes import Changes
from optimizer.store.database import PATIENCE, Database
from optimizer.store.drafts import Drafts
from optimizer.store.migrating import migrate
from optimizer.store.networks import Networks
from optimizer.store.orders import Orders
from optimizer.store.plans import Plans
from optimizer.store.runs import Runs
from optimizer.store.scenarios import Scenarios
from optimizer.store.studies import Studies


class Store:
    """
    Everything that the desk keeps.

    Parameters
    ----------
    database
        An open database with the tables of this Route48; `Store.open` brings one.
    home
        The folder for what is unpacked.
    """

    def __init__(self, database: Database, home: Path) -> None:
        self.database = database
        self.home = home
        self.networks = Networks(database, home)
        self.orders = Orders(database)
        self.runs = Runs(database)
        self.plans = Plans(database)
        self.drafts = Drafts(database)
        self.scenarios = Scenarios(database)
        self.studies = Studies(database)
        self.changes = Changes(database)

    @classmethod
    def open(cls, url: str | None = None, *, patience: float = PATIENCE) -> Store:
        """
        Open a store; an empty database gets its tables, an older one is brought up to date.

        Parameters
        ----------
        url
            ``sqlite:///FILE`` or ``postgresql://USER:PASSWORD@HOST/NAME``. None means
            ``$ROUTE48_DATABASE_URL``, else ``route48.db`` in the home folder, which is
            ``$ROUTE48_HOME`` or ``~/.route48``.
        patience
            Seconds that a writer waits for another before it raises `Locked`.

        Raises
        ------
        StoreFailure
            When the address names no store, nobody answers there, the tables are of a newer
            Route48 or of another program, or they may not be written to.
        """
        database = Database(read_address(url), patience=patience)
        try:
            migrate(database)
        except BaseException:
            database.close()
            raise
        return cls(database, home_folder())

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
