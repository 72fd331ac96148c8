"""What people may type about projects: the steps of the passport, papers, lists, files of projects."""
