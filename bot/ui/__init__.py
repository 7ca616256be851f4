"""What speaks Discord: the client, the commands, the components, and what all of them show."""
