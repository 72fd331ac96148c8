"""Adapters that know no feature and no request: database, work, journal, clock, words, formats, files, mail."""
