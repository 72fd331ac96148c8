"""What citizens ask: lists with facets, one project, a settlement and its neighbours."""
