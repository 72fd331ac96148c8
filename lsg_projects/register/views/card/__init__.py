"""The card of a project, put into words part by part."""
