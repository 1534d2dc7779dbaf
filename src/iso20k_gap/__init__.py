"""Certification-readiness gap analysis for ISO/IEC 20000-1."""

__version__ = "0.1.0"

SCHEMA = 1
"""The schema of the files that are written and read."""
