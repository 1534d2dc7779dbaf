"""Disk: bytes become records and records become bytes."""
