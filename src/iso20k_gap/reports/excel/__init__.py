"""Workbooks: tables that can be filtered, charts that can be changed, text that stays text."""
