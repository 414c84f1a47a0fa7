"""Names, telephones, addresses, badges and PINs stand in the orders, and nowhere else that a bench writes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from station.scan.layout import to_russian
from tests.faults.bench_process import BenchProcess, badge_of, larets
from tests.faults.books import Books
from tests.faults.packer import ORDERS, Packer, pack

WRONG_PIN = "9173"
MRZ = "P<UTOVYDUMANOVA<<ZLATOGLASKA<<<<<<<<<<<<<<<<\rL898902C36UTO7408122F1204159ZE184226B<<<<<10"
PASSPORT = "L898902C3"
PERSON = {"name": "Сверхвыдуманова Златогласка", "phone": "+79991234567", "street": "Тридевятая-Заповедная"}


@pytest.fixture
def marked(data: Path, tmp_path: Path) -> Path:
    """A demo shop in which the person of the first order is one that nobody else is called like."""
    with closing(sqlite3.connect(data / "larets.db")) as connection:
        (text,) = connection.execute("SELECT consignee FROM orders WHERE number = ?", (ORDERS[0],)).fetchone()
        consignee = json.loads(text)
        consignee.update(name=PERSON["name"], phone=PERSON["phone"])
        consignee["address"]["text"] = PERSON["street"]
        changed = json.dumps(consignee, ensure_ascii=False)
        connection.execute("UPDATE orders SET consignee = ? WHERE number = ?", (changed, ORDERS[0]))
        connection.commit()
    return data


def everything_but_orders(data: Path) -> dict[str, str]:
    """Return what a bench wrote: each table but the orders', each file but databases, pictures and the demo's own."""
    found: dict[str, str] = {}
    for name in ("larets.db", "gateway.db"):
        if not (data / name).exists():
            continue
        with closing(sqlite3.connect(data / name)) as connection:
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                if table not in {"orders", "label_files"}:
                    rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
                    found[f"{name}:{table}"] = "\n".join(str(row) for row in rows)
    own = {"demo-badges.toml", "larets.db", "gateway.db", "larets.db-wal", "larets.db-shm"}
    for file in data.rglob("*"):
        if file.is_file() and file.name not in own and file.suffix not in {".png", ".pdf"}:
            found[file.name] = file.read_bytes().decode("utf-8", "replace")
    return found


def test_nothing_personal_is_written_down_but_in_the_orders(
    marked: Path, benches: Callable[[BenchProcess], BenchProcess]
) -> None:
    bench = benches(BenchProcess(marked, {"LARETS_PIN": WRONG_PIN}))
    bench.start()
    badge = badge_of(marked, "packer")
    lines = [bench.scan(to_russian(badge))]
    packer = Packer(marked, Books(marked))
    lines += [bench.scan(badge[:-3]), bench.scan("LARETSOK")]
    for part in MRZ.split("\r"):
        lines += [bench.scan(part), bench.scan("LARETSOK")]
    lines += pack(bench, packer, ORDERS[0])
    lines += [bench.scan(ORDERS[1]), bench.scan("LARETSREPRINT"), bench.scan("LARETSCANCEL")]
    assert bench.stop() == 0
    errors = bench.errors.read_text(encoding="utf-8")
    beside = larets(marked, "audit", "show", ORDERS[0], "--json").out + larets(marked, "outbox", "list", "--json").out

    written = everything_but_orders(marked)
    written |= {"stderr": errors, "lines": "\n".join(str(line) for line in lines), "commands": beside}

    secrets = [badge, badge[:-3], to_russian(badge), PASSPORT, "ZLATOGLASKA", *PERSON.values(), "9991234567"]
    assert {(place, secret) for place, text in written.items() for secret in secrets if secret in text} == set()


def test_a_wrong_pin_stands_nowhere(marked: Path, benches: Callable[[BenchProcess], BenchProcess]) -> None:
    bench = benches(BenchProcess(marked, {"LARETS_PIN": WRONG_PIN}))
    bench.start()
    bench.scans(badge_of(marked, "packer"), "20425", "2800000000028")
    assert bench.scan("LARETSREPRINT").code == "pin_wrong"
    assert bench.stop() == 0
    texts = everything_but_orders(marked)
    journal = "\n".join(Books(marked).texts("SELECT payload FROM journal WHERE kind = 'scan'"))
    assert WRONG_PIN not in journal + bench.errors.read_text() + texts.get("larets.log", "")
