"""`vipops bench`: figures of the production server, and the floors below which no design can go."""
