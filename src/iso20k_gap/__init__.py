"""Certification-readiness gap analysis for ISO/IEC 20000-1."""

__version__ = "0.1.0"
