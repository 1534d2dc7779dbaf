"""The report chapter by chapter: each module puts one part of an evaluation into words."""
