"""A broker's address as pika needs it: the same URLs as everywhere, with TLS and certificates.

``amqp[s]://user:password@host:port/vhost[?cacertfile=&certfile=&keyfile=&auth=external]``. With
``auth=external`` no password is sent: the broker takes the name from the client's certificate.
"""

from __future__ import annotations

import ssl

import pika

from shared.messaging.connection import BrokerAddress


def parameters(url: str) -> pika.ConnectionParameters:
    """Return pika's parameters. Raises ``ValueError`` for what is no broker URL."""
    address = BrokerAddress.parse(url)
    login = (
        pika.credentials.ExternalCredentials()
        if address.external
        else pika.PlainCredentials(address.user, address.password)
    )
    return pika.ConnectionParameters(
        host=address.host,
        port=address.port,
        virtual_host=address.vhost,
        credentials=login,
        ssl_options=_tls(address),
    )


def _tls(address: BrokerAddress) -> pika.SSLOptions | None:
    if address.tls is None:
        return None
    context = ssl.create_default_context(cafile=address.tls.get("ca_certs"))
    if certificate := address.tls.get("certfile"):
        context.load_cert_chain(certificate, address.tls.get("keyfile"))
    return pika.SSLOptions(context, address.host)
