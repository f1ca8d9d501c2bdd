"""Who acts, what they may do, and how a person's words are kept from everybody else.

Actors and their signed assertions, tables of permission, field encryption, sealing to a
service, and the files that hold keys. No rule of practice and no database here.
"""
