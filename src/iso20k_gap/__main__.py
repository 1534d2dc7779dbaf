"""`python -m iso20k_gap`."""

from iso20k_gap.cli.app import run

if __name__ == "__main__":
    run()
