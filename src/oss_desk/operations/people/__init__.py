"""Citizens and organisations: found, added, corrected, shown as a whole."""
