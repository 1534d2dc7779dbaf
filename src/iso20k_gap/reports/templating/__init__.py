"""Own templates: which there are, what is wrong in them, and what they are given."""
