"""Paper: HTML chapters to one PDF that is an archive copy (PDF/A-3a) and accessible (PDF/UA-1) at once."""
