"""Reports: what a period came to, in figures that the database sums up. No guest is named in them."""
