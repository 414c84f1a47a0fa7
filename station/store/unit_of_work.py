"""One use case, one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from station.errors import StoreTrouble
from station.ports import (
    Benches,
    Catalogue,
    Journal,
    LabelFiles,
    Lookup,
    Manifests,
    Numbers,
    Operators,
    OrderLists,
    Orders,
    Outbox,
    UnitOfWork,
    Workflows,
)
from station.store.catalogue import SqlCatalogue
from station.store.journal import SqlJournal
from station.store.journal_chain import ChainKey
from station.store.journal_heads import HeadFiles
from station.store.labels import SqlLabelFiles
from station.store.lists import SqlOrderLists
from station.store.lookup import SqlLookup
from station.store.manifests import SqlManifests
from station.store.numbers import SqlNumbers
from station.store.orders import SqlOrders
from station.store.outbox import SqlOutbox
from station.store.people import SqlBenches, SqlOperators
from station.store.sitting import Sitting
from station.store.workflows import SqlWorkflows


class SqlUnitOfWork:
    """The store's unit of work. `after` is called when it is over."""

    def __init__(self, sitting: Sitting, key: ChainKey, heads: HeadFiles, *, after: Callable[[], None]) -> None:
        self._sitting = sitting
        self._after = after
        self._journal = SqlJournal(sitting, key, heads)
        catalogue = SqlCatalogue(sitting)
        self.orders: Orders = SqlOrders(sitting)
        self.order_lists: OrderLists = SqlOrderLists(sitting)
        self.catalogue: Catalogue = catalogue
        self.lookup: Lookup = SqlLookup(sitting, catalogue)
        self.benches: Benches = SqlBenches(sitting)
        self.operators: Operators = SqlOperators(sitting)
        self.manifests: Manifests = SqlManifests(sitting)
        self.numbers: Numbers = SqlNumbers(sitting)
        self.label_files: LabelFiles = SqlLabelFiles(sitting)
        self.workflows: Workflows = SqlWorkflows(sitting)
        self.journal: Journal = self._journal
        self.outbox: Outbox = SqlOutbox(sitting)

    def __enter__(self) -> Self:
        """Begin. Raises StoreTrouble."""
        self._sitting.begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Roll back what was not committed."""
        try:
            if isinstance(error, StoreTrouble):
                self._sitting.abandon()
            else:
                self._sitting.end()
        finally:
            self._after()

    def flush(self) -> None:
        """Send what was changed so far, so that the database's own rules see it in this order."""
        self._sitting.flush()

    def commit(self) -> None:
        """Make it last. Raises StoreTrouble, or Refused when the database's own rules say no."""
        self._sitting.flush()
        self._journal.write()
        self._sitting.commit()
        self._journal.committed()


_fits_the_port: type[UnitOfWork] = SqlUnitOfWork
