"""Carriers behind one SOAP contract, with native adapters behind the gateway."""
