"""The station put together: store, desk, relays. Devices and carriers are handed in; nothing here chooses them.

What the first scan does not need (documents, feeds, backups) is imported where it is used.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from station.config import Settings
from station.domain.label import LabelFacts, PrintedLabel
from station.domain.people import Operator, Right
from station.errors import BadInput, Reason
from station.ports import Carriers, Clock, Printer, Scale, UnitOfWork
from station.store.engine import Store, open_store
from station.store.journal_audit import Finding
from station.store.journal_chain import make_once
from station.sync.carrier_relay import CarrierRelay
from station.sync.print_relay import PrintRelay
from station.usecases.desk import Desk
from station.usecases.handle_scan import BenchAt
from station.usecases.import_orders import Imported, import_order
from station.usecases.print_label import LabelPrinting
from station.usecases.take_in import INTERNAL
from station.usecases.work import Work, allowed

if TYPE_CHECKING:
    from station.sync.retailcrm_settings import RetailCrmSettings

DATABASE = "larets.db"
MASK_KEY = "mask.key"
RETAILCRM = ("retailcrm-statuses.toml", "retailcrm-deliveries.toml")  # the shop's own rows (docs/import.md)
OUR_NUMBERS = "own"
CARRIERS = "carriers"  # the lease of the one program that carries the outbox to them
EVERY_COUNTER = 999_999_999
DAY = timedelta(days=1)
DEFAULT_WORKFLOW = "default"


class WallClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)


class Pins:
    """PINs by argon2id: a hash of each, slow to guess."""

    def matches(self, pin_hash: str, pin: str) -> bool:
        """Say whether the PIN is right."""
        from argon2 import PasswordHasher
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return PasswordHasher().verify(pin_hash, pin)
        except (VerificationError, InvalidHashError):
            return False

    def hash(self, pin: str) -> str:
        """Hash a PIN for the store."""
        from argon2 import PasswordHasher

        return PasswordHasher().hash(pin)


@dataclass(frozen=True)
class ImportReport:
    """What came of each order of an import."""

    orders: tuple[Imported, ...]

    @property
    def skipped(self) -> tuple[Imported, ...]:
        """The orders that did not come in."""
        return tuple(one for one in self.orders if one.result == "skipped")

    def count(self, result: str) -> int:
        """How many orders ended so: new, changed, unchanged or skipped."""
        return sum(1 for one in self.orders if one.result == result)


@dataclass
class Station:
    """Everything a way in needs, made once."""

    data: Path
    settings: Settings
    store: Store
    clock: Clock
    scale: Scale | None = None

    @property
    def place(self) -> str:
        """The place of what this machine does outside its bench: imports, commands, the worker. Its own chain."""
        return f"{self.settings.bench}.office"

    def unit_of_work(self) -> UnitOfWork:
        """Make a unit of work for the calling thread."""
        return self.store.unit_of_work()

    def reading(self) -> UnitOfWork:
        """Make a unit of work that only reads, and so waits for nobody."""
        return self.store.reading()

    def desk(self) -> Desk:
        """Make the desk of this bench, for one thread."""
        store = self.store
        place = BenchAt(
            self.settings.bench, self.settings, store.bench_unit_of_work, self.scale, Pins(), store.reading
        )  # fmt: skip
        return Desk(place, self.clock, self.mask_key)

    @contextmanager
    def office(self, person: Operator | None) -> Iterator[Work]:
        """Work outside the benches, in one transaction that the caller commits."""
        with self.unit_of_work() as uow:
            yield Work(uow, uow.benches.get(self.place), self.clock.now(), "", self.settings, None, person)

    def import_orders(self, files: Sequence[Path | bytes], person: Operator) -> ImportReport:
        """Take the orders of RetailCRM's answers in. A file that cannot be read at all is named like a bad order."""
        from station.sync.retailcrm import read_orders

        settings = self._retailcrm()
        results: list[Imported] = []
        for file in files:
            try:
                found = read_orders(file, settings)
            except BadInput as bad:
                name = file.name if isinstance(file, Path) else ""
                results.append(Imported(name, "skipped", (Reason(bad.code, bad.facts),)))
                continue
            results += [Imported(one.name, "skipped", (one.reason,)) for one in found.skipped]
            results += [
                import_order(self.unit_of_work, self.settings, order, self.clock.now(), self.place, person)
                for order in found.orders
            ]
        return ImportReport(tuple(results))

    def import_catalogue(self, file: Path, person: Operator, *, shop: str = "") -> Mapping[str, int]:
        """Replace a shop's catalogue by an ICML feed. Raises BadInput, and then the old catalogue stays."""
        from station.store.catalogue_feed import replace_catalogue
        from station.sync.icml import read_catalogue
        from station.sync.icml_offer import IcmlSettings

        allowed(person, Right.IMPORT)
        reader = read_catalogue(file, IcmlSettings())
        came = replace_catalogue(self.store, reader, source=shop, at=self.clock.now())
        counts = {**asdict(came), "skipped": reader.skipped_count}
        with self.office(person) as work:
            work.tell("import", "catalogue", None, file=file.name, **{key: str(n) for key, n in counts.items()})
            work.uow.commit()
        return counts

    def act(self, manifest: str) -> bytes:
        """Print the act of a manifest: the same manifest gives the same bytes."""
        from station.documents.act import render_act
        from station.documents.act_of import act_facts

        with self.reading() as uow:
            return render_act(act_facts(uow, uow.manifests.get(manifest), self.settings))

    def backup_age(self) -> timedelta | None:
        """How old the newest backup is; None when there is none, or no place for them."""
        from station.store.backup import backup_age

        return backup_age(Path(self.settings.backup_dir), self.clock.now()) if self.settings.backup_dir else None

    def backup_when_due(self) -> bool:
        """Make the nightly backup when its hour has passed and today's is not there yet; say whether it was made."""
        if not self.settings.backup_dir:
            return False
        now = self.clock.now()
        local = now.astimezone(self.settings.zone)
        due = local.replace(hour=self.settings.backup_hour, minute=0, second=0, microsecond=0)
        age = self.backup_age()
        if local < due and age is not None and age < DAY:
            return False
        if age is not None and now - age >= due:
            return False
        from station.store.backup import NIGHTLY, backup, prune

        folder = Path(self.settings.backup_dir)
        backup(self.store, folder / now.strftime(NIGHTLY))
        pruned = prune(folder, now)
        with self.office(None) as work:
            work.tell("backup", "made", None)
            if pruned:
                work.tell("backup", "pruned", None, files=" ".join(pruned))
            work.uow.commit()
        return True

    def verify_journal(self) -> tuple[Finding, ...]:
        """Check the chains of the journal; see `larets audit verify`."""
        return self.store.verify_journal((self.settings.bench, self.place))

    def chains_elsewhere(self) -> tuple[str, ...]:
        """Name the benches whose chains other machines keep."""
        own = (self.settings.bench, self.place)
        return tuple(bench for bench in self.store.chains_elsewhere() if bench not in own)

    def carrier_relay(self, carriers: Carriers) -> CarrierRelay:
        """Make the way of the outbox to the carriers."""
        lease = self.store.lease(CARRIERS)
        return CarrierRelay(self.unit_of_work, carriers, self.clock, self.settings, self.place, lease)

    def print_relay(self, printer: Printer) -> PrintRelay:
        """Make the way of the labels to the printer."""
        printing = LabelPrinting(self.unit_of_work, self.settings, self.place)
        return PrintRelay(printing, printer, self.render, self.clock)

    def render(self, facts: LabelFacts, form: str) -> PrintedLabel:
        """Draw a label in a form ("58x40") at the printer's resolution."""
        from station.documents.labels import LabelForm, render_label

        return render_label(facts, LabelForm.named(form, dpi=self.settings.label_dpi))

    @cached_property
    def mask_key(self) -> bytes:
        """The key under which secrets in scans are hashed, made at the first start."""
        path = self.data / MASK_KEY
        if not path.exists():
            make_once(path, secrets.token_hex(32))
        return path.read_bytes()

    def _retailcrm(self) -> RetailCrmSettings:
        from station.sync.retailcrm_settings import default_settings, with_shop_tables

        statuses, deliveries = (self.data / name for name in RETAILCRM)
        return with_shop_tables(
            replace(default_settings(), time_zone=self.settings.zone),
            statuses=statuses if statuses.exists() else None,
            deliveries=deliveries if deliveries.exists() else None,
        )

    def close(self) -> None:
        """Give everything back."""
        self.store.close()


def database_url(data: Path, given: str | None) -> str:
    """Return the given database, else the SQLite file of the data directory."""
    return given or f"sqlite:///{(data / DATABASE).absolute().as_posix()}"


def build(
    data: Path, settings: Settings, url: str, *, clock: Clock | None = None, scale: Scale | None = None
) -> Station:
    """Open the store and put the station together. Raises StoreTrouble."""
    data.mkdir(parents=True, exist_ok=True)
    station = Station(data, settings, open_store(url, keys=data), clock or WallClock(), scale)
    _seed(station)
    return station


def _seed(station: Station) -> None:
    """Give a new database what every shop has: a workflow, and the ranges of our own numbers."""
    with station.reading() as uow:
        fresh = uow.workflows.find(DEFAULT_WORKFLOW) is None
    if not fresh:
        return
    from station.sync.workflow_file import shipped_workflow

    with station.unit_of_work() as uow:
        if uow.workflows.find(DEFAULT_WORKFLOW) is None:
            uow.workflows.save(replace(shipped_workflow(), code=DEFAULT_WORKFLOW))
            uow.numbers.add_range(OUR_NUMBERS, 1, EVERY_COUNTER)
            uow.numbers.add_range(INTERNAL, 1, EVERY_COUNTER)
            uow.commit()
