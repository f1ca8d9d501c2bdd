"""What operators may see: structured logs, metrics, health, and the ids that tie them.

Nothing here can show a person's data: log keys come from an allow-list, messages are constant
names, and of an exception only its class and code are told.
"""
