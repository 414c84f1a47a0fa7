"""SPSR's side of the counter: sessions, invoices in memory, procedures and their answers. No wire here."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from carriers.sandbox.spsr_rules import CONVERTER, broken_rules

BASE: Final = "http://spsr.ru/webapi/"
NAMESPACES: Final = {
    "WALogin": f"{BASE}usermanagment/login/1.0",
    "WALogout": f"{BASE}usermanagment/logout/1.0",
    "WAXmlConverter": f"{BASE}xmlconverter/1.3",
    "WAGetInvoiceInfo": f"{BASE}DataEditManagment/GetInvoiceInfo/1.1",
}
_PARAMS: Final = f"{{{BASE}WA/1.0}}Params"
_TEXTS: Final = {
    2: "Нет такой версии",
    5: "Ошибка проверки по схеме",
    6: "Нет такой процедуры",
    9: "Ошибка разбора XML",
    1004: "Неверный логин или пароль",
    1006: "Сессия истекла",
    1010: "ИКН не найден",
    1051: "Накладная с таким номером присвойки уже существует",
    1059: "Накладная не найдена",
}


class No(Exception):
    """A result code that is not 0."""

    def __init__(self, code: int, *, more: str = "") -> None:
        """Keep the code and what may help to find the fault."""
        super().__init__(f"RC {code}")
        self.code = code
        self.text = ". ".join(filter(None, (_TEXTS.get(code), more)))


@dataclass(frozen=True)
class Account:
    """Who may log in, and with which contract. Invented."""

    login: str = "demo"
    password: str = field(default="demo-password", repr=False)
    icn: str = "7600000000"


@dataclass(frozen=True)
class KeptInvoice:
    """An invoice as the sandbox keeps it."""

    number: str
    reference: str
    pieces: tuple[str, ...]
    xml: bytes = field(repr=False)
    state: str = "Обработка"


class Office:
    """Answers procedures. May be used from several threads."""

    def __init__(
        self,
        account: Account,
        session_s: float,
        monotonic: Callable[[], float] = time.monotonic,
        first_number: int = 1,
    ) -> None:
        self.account = account
        self._session_s = session_s
        self._monotonic = monotonic
        self._lock = threading.RLock()
        self._sessions: dict[str, float] = {}
        self._invoices: list[KeptInvoice] = []
        self._next_number = 100_000_000 + first_number
        self._next_piece = 900_000_000 + first_number

    @property
    def invoices(self) -> tuple[KeptInvoice, ...]:
        """All invoices ever made, in order: two with one reference would both stand here."""
        with self._lock:
            return tuple(self._invoices)

    def move(self, reference: str, state: str) -> None:
        """Let an invoice come into another state, in SPSR's words."""
        with self._lock:
            self._invoices = [
                KeptInvoice(each.number, each.reference, each.pieces, each.xml, state)
                if each.reference == reference
                else each
                for each in self._invoices
            ]

    def lose_sessions(self) -> None:
        """Forget every session, as the carrier does at its own hours."""
        with self._lock:
            self._sessions.clear()

    def answer(self, root: etree._Element) -> etree._Element:
        """Return the answer to a document. Raises No."""
        procedure = procedure_of(root)
        if etree.QName(root).namespace != NAMESPACES[procedure]:
            raise No(5, more="namespace")
        with self._lock:
            match procedure:
                case "WALogin":
                    return self._log_in(root)
                case "WALogout":
                    self._sessions.pop(_one(root, "Logout").get("SID", ""), None)
                    return empty_answer(procedure)
                case "WAXmlConverter":
                    return self._create(root)
                case _:
                    return self._invoice_info(root)

    def _log_in(self, root: etree._Element) -> etree._Element:
        login = _one(root, "Login")
        if set(login.attrib) != {"Login", "Pass", "UserAgent"}:
            raise No(5, more="Login")
        if (login.get("Login"), login.get("Pass")) != (self.account.login, self.account.password):
            raise No(1004)
        sid = secrets.token_hex(20)
        self._sessions[sid] = self._monotonic() + self._session_s
        answer = empty_answer("WALogin")
        etree.SubElement(answer, "Login", SID=sid)
        return answer

    def _within_session(self, root: etree._Element) -> etree._Element:
        login = _one(root, "Login")
        if self._sessions.get(login.get("SID", ""), float("-inf")) < self._monotonic():
            raise No(1006)
        return login

    def _create(self, root: etree._Element) -> etree._Element:
        if set(self._within_session(root).attrib) != {"SID"}:
            raise No(5, more="Login")
        converter = _one(root, "XmlConverter")
        if broken := broken_rules(converter, CONVERTER):
            raise No(5, more="; ".join(broken[:5]))
        if converter[0].get("ContractNumber") != self.account.icn:
            raise No(1010)
        wanted = list(converter[0])
        if {each.get("ShipRefNum", "") for each in wanted} & {each.reference for each in self._invoices}:
            raise No(1051)
        answer = empty_answer("WAXmlConverter")
        for each in wanted:
            self._accept(each, answer)
        return answer

    def _accept(self, wanted: etree._Element, answer: etree._Element) -> None:
        reference = wanted.get("ShipRefNum", "")
        pieces = [each for each in wanted.iter("*") if etree.QName(each).localname == "Piece"]
        codes = {text for each in pieces if (text := each.get("PieceID"))}
        if wanted.get("PiecesCount") != str(len(pieces)):
            _reject(answer, reference, code="EMP", field="PiecesCount")
        elif not reference:
            _reject(answer, reference, code="EMP", field="ShipRefNum")
        elif codes & {piece for each in self._invoices for piece in each.pieces}:
            _reject(answer, reference, code="DUP", field="PieceID")
        else:
            kept = KeptInvoice(
                str(self._next_number),
                reference,
                tuple(self._numbers(pieces)),
                etree.tostring(wanted, encoding="utf-8"),
            )
            self._next_number += 1
            self._invoices.append(kept)
            etree.SubElement(
                answer,
                "Invoice",
                Status="Created",
                GCNumber=reference,
                InvoiceNumber=kept.number,
                Barcodes=",".join(kept.pieces),
            )

    def _numbers(self, pieces: Iterable[etree._Element]) -> Iterable[str]:
        for piece in pieces:
            given = piece.get("PieceID")
            if not given:
                given = _piece_number(self._next_piece)
                self._next_piece += 1
            yield given

    def _invoice_info(self, root: etree._Element) -> etree._Element:
        login = self._within_session(root)
        if set(login.attrib) != {"SID", "Login", "ICN"}:
            raise No(5, more="Login")
        if login.get("ICN") != self.account.icn:
            raise No(1010)
        asked = [each for each in root if etree.QName(each).localname == "InvoiceInfo"]
        found = [kept for each in asked for kept in self._invoices if _is_asked(each, kept)]
        if not found:
            raise No(1059)
        answer = empty_answer("WAGetInvoiceInfo")
        listing = etree.SubElement(answer, "GetInvoiceInfo")
        for kept in found:
            invoice = etree.SubElement(
                listing,
                "Invoice",
                ContractNumber=self.account.icn,
                Action="R",
                ShipmentNumber=kept.number,
                ShipRefNum=kept.reference,
                CurState=kept.state,
            )
            pieces = etree.SubElement(invoice, "Pieces")
            for piece in kept.pieces:
                etree.SubElement(pieces, "Piece", PieceID=piece)
        return answer


def procedure_of(root: etree._Element) -> str:
    """Return the procedure's name. Raises No for one that is not served, or another version of it."""
    params = root[0] if len(root) else None
    if etree.QName(root).localname != "root" or params is None or params.tag != _PARAMS:
        raise No(5, more="Params")
    name = params.get("Name", "")
    if name not in NAMESPACES:
        raise No(6)
    if params.get("Ver") != NAMESPACES[name].rsplit("/", 1)[-1]:
        raise No(2)
    return name


def empty_answer(procedure: str) -> etree._Element:
    """Return an answer that says RC 0 and nothing else."""
    root = etree.Element("root")
    etree.SubElement(root, "Params", Name=procedure)
    etree.SubElement(root, "Result", RC="0")
    return root


def refusal(no: No) -> etree._Element:
    """Return an answer with a result code that is not 0."""
    root = etree.Element("root")
    etree.SubElement(root, "Result", RC=str(no.code))
    etree.SubElement(root, "error", ErrorNumber=str(no.code), ErrorMessage=no.text, ErrorMessageRU=no.text)
    return root


def _one(root: etree._Element, name: str) -> etree._Element:
    found = [each for each in root if each.tag == f"{{{etree.QName(root).namespace}}}{name}"]
    if len(found) != 1:
        raise No(5, more=name)
    return found[0]


def _reject(answer: etree._Element, reference: str, *, code: str, field: str) -> None:
    invoice = etree.SubElement(answer, "Invoice", Status="Rejected", GCNumber=reference)
    etree.SubElement(invoice, "Message", MessageCode=code, Text="Накладная не принята", MessageInfo=field)


def _is_asked(question: etree._Element, kept: KeptInvoice) -> bool:
    return (
        question.get("GCInvoiceNumber") == kept.reference
        or question.get("InvoiceNumber") == kept.number
        or question.get("BarCode") in kept.pieces
    )


def _piece_number(counter: int) -> str:
    body = f"20{counter:09d}"
    total = sum(int(digit) * (1 if place % 2 == 0 else 3) for place, digit in enumerate(body))
    return body + str(-total % 10)
