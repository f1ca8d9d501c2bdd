"""The bus: outbox and relay, inbox and consumer, RPC, parking, topology and the process shell.

A service meets five names here: ``Reactions`` and ``Serves`` (what it handles), ``Runtime`` and
``UnitOfWork`` (what a handler is given), and ``Assembly`` with ``make_service`` (how it is
hosted). The loop is plain threads over py-amqp; nameko is one skin over it (``nameko_skin``).
"""
