"""What can be done about people: appoint and end, come in by password or link, keep sessions."""
