"""Tables that the package reads: words, patterns, names; source and licence at the top of each."""
