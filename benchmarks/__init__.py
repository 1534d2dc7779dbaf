"""How fast the program is, as ratios of things measured in the same run: `./dev bench`."""
