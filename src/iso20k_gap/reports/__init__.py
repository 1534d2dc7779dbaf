"""Paper: a view goes in, bytes come out. No rules of the field, no disk to write to."""
