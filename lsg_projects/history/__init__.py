"""Who did what: a project's timeline for officials, the journal's pages, its export and its check."""
