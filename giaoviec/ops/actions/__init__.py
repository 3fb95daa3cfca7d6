"""What operation does: incidents and their handling, backups and their proof, versions, alerts."""
