"""Is a catalogue right? One rule a question, flaws as values. Pure, like all of `core`."""
