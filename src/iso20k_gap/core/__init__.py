"""The field's nouns and rules. Pure: no disk, clock, screen or environment."""
