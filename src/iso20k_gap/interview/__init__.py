"""The person: questions go out, answers come in. Knows no disk: it is given a `keep` function."""
