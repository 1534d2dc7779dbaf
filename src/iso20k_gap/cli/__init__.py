"""Arguments in, exit code out. Thin: the rules of the field live in `core`."""
