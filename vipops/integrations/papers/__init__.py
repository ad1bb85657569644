"""Printed papers: plain values in, PDF bytes out.

Importing this package never loads the layout library: a machine without Pango serves everything but
papers, and only ``render`` raises :class:`~vipops.integrations.papers.refusals.PapersUnavailable`.
"""
