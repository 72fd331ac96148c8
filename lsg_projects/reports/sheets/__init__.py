"""What leaves as paper: facts and stamp turned into chapters for the printer."""
