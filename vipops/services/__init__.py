"""The verbs of the house: one intention, one transaction.

A service function checks the permission, changes rows, tells events and commits; only then does
anyone hear of it.
"""
