"""Notices and letters that follow from the journal: who should know of an act, told once, in their language."""
