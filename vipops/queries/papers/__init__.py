"""What each paper says: words gathered under the reader's permissions, a look at identity put on record."""
