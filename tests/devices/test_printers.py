import socket
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.printers.folder import FolderPrinter
from devices.printers.form import Form, title_of
from devices.printers.raw_tcp import Patience, TcpPrinter
from devices.printers.system_queue import QueuePrinter
from station.errors import DeviceTrouble
from station.ports import PrintJob

QUICK = Patience(connect_s=0.5, write_s=0.3, close_s=0.3)
LABEL = PrintJob("order 10482/2", png=b"\x89PNG label", pdf=b"%PDF label")
BIG = PrintJob("big", png=b"", pdf=b"x" * 50_000_000)  # more than the system's buffers take
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a fake lp is a shell script")


class FarEnd:
    """A printer's port on loopback. `answer` does what this printer does with a connection."""

    def __init__(self, answer: Callable[["FarEnd", socket.socket], None]) -> None:
        self.got = bytearray()
        self.let_go = threading.Event()
        self.connections = 0
        self._answer = answer
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            wire, _ = self._door.accept()
            with wire:
                if self.let_go.is_set():
                    return
                self.connections += 1
                self._answer(self, wire)

    def close(self) -> None:
        self.let_go.set()
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join()
        self._door.close()


def prints(end: FarEnd, wire: socket.socket) -> None:
    while chunk := wire.recv(65536):
        end.got += chunk


def chatters(end: FarEnd, wire: socket.socket) -> None:
    wire.sendall(b"\x02status ok\x03")
    prints(end, wire)


def never_reads(end: FarEnd, _wire: socket.socket) -> None:
    end.let_go.wait(10)


def reads_and_keeps_open(end: FarEnd, wire: socket.socket) -> None:
    prints(end, wire)
    end.let_go.wait(10)


def vanishes(end: FarEnd, wire: socket.socket) -> None:
    end.got += wire.recv(3)  # and closes upon unread bytes: the sender sees a reset


@pytest.fixture
def far_end() -> Iterator[Callable[[Callable[[FarEnd, socket.socket], None]], FarEnd]]:
    opened: list[FarEnd] = []

    def begin(answer: Callable[[FarEnd, socket.socket], None]) -> FarEnd:
        opened.append(FarEnd(answer))
        return opened[-1]

    yield begin
    for end in opened:
        end.close()


Begin = Callable[[Callable[[FarEnd, socket.socket], None]], FarEnd]


def code_of(printer: TcpPrinter | QueuePrinter | FolderPrinter, job: PrintJob = LABEL) -> str:
    with pytest.raises(DeviceTrouble) as trouble:
        printer.send(job)
    assert printer.state().condition == "gone"
    assert printer.state().code == trouble.value.code
    return trouble.value.code


def test_a_printer_that_is_off_refuses() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    assert code_of(TcpPrinter("127.0.0.1", port, Form.PDF, QUICK)) == "printer_refused"


def test_a_printer_that_lets_nobody_in_hangs() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        port = door.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]  # fill the queue before the door: the next one gets no answer
        for visitor in waiting:
            visitor.settimeout(0)
            visitor.connect_ex(("127.0.0.1", port))
        assert code_of(TcpPrinter("127.0.0.1", port, Form.PDF, QUICK)) == "printer_hangs"
        for visitor in waiting:
            visitor.close()


def test_a_host_that_does_not_exist_is_gone() -> None:
    assert code_of(TcpPrinter("no host at all", 9100, Form.PDF, QUICK)) == "printer_gone"


@pytest.mark.parametrize("job", [LABEL, BIG], ids=["small", "big"])
@pytest.mark.parametrize("fault", [never_reads, vanishes])
def test_once_bytes_may_have_gone_out_nobody_knows(
    far_end: Begin, fault: Callable[[FarEnd, socket.socket], None], job: PrintJob
) -> None:
    end = far_end(fault)
    assert code_of(TcpPrinter("127.0.0.1", end.port, Form.PDF, QUICK), job) == "printer_unknown"
    assert end.connections == 1


def test_a_printer_that_keeps_open_is_believed_only_when_told_so(far_end: Begin) -> None:
    end = far_end(reads_and_keeps_open)
    assert code_of(TcpPrinter("127.0.0.1", end.port, Form.PDF, QUICK)) == "printer_unknown"
    TcpPrinter("127.0.0.1", end.port, Form.PDF, Patience(close_s=0)).send(LABEL)


@pytest.mark.parametrize("answer", [prints, chatters])
@pytest.mark.parametrize(("form", "content"), [(Form.PDF, LABEL.pdf), (Form.PNG, LABEL.png)])
def test_a_printer_gets_exactly_the_bytes_in_its_form(
    far_end: Begin, answer: Callable[[FarEnd, socket.socket], None], form: Form, content: bytes
) -> None:
    end = far_end(answer)
    printer = TcpPrinter("127.0.0.1", end.port, form)
    printer.send(LABEL)
    assert bytes(end.got) == content
    assert printer.state().condition == "ready"


def test_a_printer_is_ready_again_after_a_job_that_went_well(far_end: Begin) -> None:
    def vanishes_once(end: FarEnd, wire: socket.socket) -> None:
        (vanishes if end.connections == 1 else prints)(end, wire)

    end = far_end(vanishes_once)
    printer = TcpPrinter("127.0.0.1", end.port, Form.PDF)
    code_of(printer, BIG)
    printer.send(LABEL)
    assert printer.state().condition == "ready"


def test_a_job_without_the_form_that_the_printer_takes_is_refused() -> None:
    with pytest.raises(DeviceTrouble, match="printer_refused"):
        TcpPrinter("127.0.0.1", 9, Form.PNG).send(BIG)


@pytest.mark.parametrize(
    ("name", "copy", "title"),
    [
        ("order 10482/2", 0, "order_10482_2"),
        ("../../etc/passwd", 0, "etc_passwd"),
        ("", 0, "job"),
        ("-rf", 2, "rf-copy2"),
        ("акт 7", 1, "акт_7-copy1"),
        ("x" * 300, 0, "x" * 80),
    ],
)
def test_what_a_name_contains_is_data(name: str, copy: int, title: str) -> None:
    assert title_of(PrintJob(name, b"", b"", copy)) == title


def test_a_folder_that_cannot_be_made_refuses(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert code_of(FolderPrinter(tmp_path / "file" / "labels")) == "printer_refused"


def test_a_folder_that_takes_no_more_keeps_no_half_of_a_job(tmp_path: Path) -> None:
    (tmp_path / ".00001-job.pdf.part").mkdir()
    assert code_of(FolderPrinter(tmp_path), PrintJob("job", b"png", b"pdf")) == "printer_refused"
    assert [path.name for path in tmp_path.iterdir()] == [".00001-job.pdf.part"]


def test_an_empty_job_is_refused(tmp_path: Path) -> None:
    assert code_of(FolderPrinter(tmp_path), PrintJob("nothing", b"", b"")) == "printer_refused"
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_by_a_folder_refuses(tmp_path: Path) -> None:
    (tmp_path / "00001-job.png").mkdir()
    (tmp_path / "00001-job.png" / "x").touch()
    (tmp_path / "00002-job.png").mkdir()
    printer = FolderPrinter(tmp_path)
    printer.send(PrintJob("job", b"p", b""))
    assert (tmp_path / "00003-job.png").read_bytes() == b"p"


def test_a_folder_holds_the_jobs_in_order_and_marks_copies(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path / "out" / "labels")
    printer.send(LABEL)
    printer.send(PrintJob(LABEL.name, LABEL.png, LABEL.pdf, copy_number=1))
    FolderPrinter(tmp_path / "out" / "labels").send(PrintJob("act", b"", b"%PDF act"))
    files = {path.name: path.read_bytes() for path in sorted((tmp_path / "out" / "labels").iterdir())}
    assert files == {
        "00001-order_10482_2.pdf": LABEL.pdf,
        "00001-order_10482_2.png": LABEL.png,
        "00002-order_10482_2-copy1.pdf": LABEL.pdf,
        "00002-order_10482_2-copy1.png": LABEL.png,
        "00003-act.pdf": b"%PDF act",
    }


@pytest.fixture
def lp(tmp_path: Path) -> Callable[[str], str]:
    def write(script: str) -> str:
        path = tmp_path / "lp"
        path.write_text(f"#!/bin/sh\ncd {tmp_path}\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return write


@ON_POSIX
def test_a_queue_that_nobody_serves_refuses(tmp_path: Path) -> None:
    assert code_of(QueuePrinter("labels", Form.PDF, lp=str(tmp_path / "absent"))) == "printer_refused"


@ON_POSIX
def test_what_the_queue_says_against_it_is_kept(lp: Callable[[str], str]) -> None:
    printer = QueuePrinter("labels", Form.PDF, lp=lp('echo "lp: The printer or class does not exist." >&2; exit 1'))
    assert code_of(printer) == "printer_refused"
    assert printer.state().detail == "lp: The printer or class does not exist."


@ON_POSIX
def test_a_queue_that_does_not_answer_in_time_is_unknown(lp: Callable[[str], str]) -> None:
    printer = QueuePrinter("labels", Form.PDF, timeout_s=0.2, lp=lp("exec sleep 30"))
    assert code_of(printer) == "printer_unknown"


@ON_POSIX
def test_a_queue_gets_the_bytes_and_every_name_as_one_argument(lp: Callable[[str], str], tmp_path: Path) -> None:
    printer = QueuePrinter("-o raw; rm", Form.PNG, lp=lp('printf "%s\\n" "$@" > arguments; cat > content'))
    printer.send(LABEL)
    assert (tmp_path / "content").read_bytes() == LABEL.png
    assert (tmp_path / "arguments").read_text().split("\n")[:-1] == ["-d", "-o raw; rm", "-t", "order_10482_2"]
    assert printer.state().condition == "ready"
