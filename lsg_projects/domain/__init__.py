"""Rules of the field: standard library only, no clock, no input or output, no framework."""
