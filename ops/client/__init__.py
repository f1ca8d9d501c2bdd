"""The gateway's API in typed Python: ``generated.py`` is made from the OpenAPI document."""
