"""The carrier gateway: our SOAP contract in front, the carriers' own languages behind, a ledger between.

Inside the program (`build_inprocess`) or as a server for many benches (`serve`, `serve_sandbox`).
"""

from carriers.gateway.building import OpenGateway, build_inprocess, open_gateway, serve, serve_sandbox

__all__ = ["OpenGateway", "build_inprocess", "open_gateway", "serve", "serve_sandbox"]
