"""PHP's SoapClient against the gateway: a SOAP stack that shares nothing with ours."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from carriers.sandbox import SandboxSpsr
from tests.carriers.conftest import Listening
from tests.carriers.envelopes import WSSE

SCRIPT = """
$client = new SoapClient($argv[1] . "?wsdl", ["cache_wsdl" => WSDL_CACHE_NONE]);
$token = "<w:Security xmlns:w='%s'><w:UsernameToken><w:Username>bench-1</w:Username>"
       . "<w:Password>" . $argv[2] . "</w:Password></w:UsernameToken></w:Security>";
$client->__setSoapHeaders(new SoapHeader("%s", "Security", new SoapVar($token, XSD_ANYXML)));
$shipment = ["carrier" => "spsr", "reference" => "PHP-1", "order" => "1", "jewellery" => true,
    "consignee" => ["name" => "Сказкина Василиса", "city" => "Москва", "address" => "ул. Выдуманная, 2"],
    "parcel" => [["weightGrams" => 100], ["weightGrams" => 200]]];
try {
    $answer = $client->RegisterShipments(["shipment" => [$shipment]])->answer;
    $again = $client->GetShipment(["carrier" => "spsr", "reference" => "PHP-1"]);
    echo json_encode([$answer->outcome, $answer->shipment->waybill, $again->shipment->tracking]);
} catch (SoapFault $fault) {
    echo json_encode(array_keys(get_object_vars($fault->detail)));
}
"""


def php(url: str, key: str) -> object:
    binary = shutil.which("php")
    if binary is None or "soap" not in subprocess.check_output([binary, "-m"], text=True).split():
        pytest.skip("PHP with its SOAP extension is not installed (php-cli, php-soap)")
    script = SCRIPT.replace("%s", WSSE)
    done = subprocess.run([binary, "-r", script, url, key], capture_output=True, text=True, check=True, timeout=30)
    return json.loads(done.stdout)


def test_php_learns_by_a_typed_fault_that_its_key_is_wrong(listening: Listening) -> None:
    assert php(listening.url, "wrong") == ["NotAllowed"]


def test_php_registers_a_shipment_and_gets_it_back(listening: Listening, sandbox: SandboxSpsr) -> None:
    kept_before = sandbox.invoices

    answer = php(listening.url, "the-key")

    assert kept_before == ()
    assert answer == ["registered", sandbox.invoices[0].number, list(sandbox.invoices[0].pieces)]
