"""People, their dated appointments in bodies, sign-in and server-side sessions."""
