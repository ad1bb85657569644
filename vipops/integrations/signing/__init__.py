"""The hotel's own certificate, and the digital signature that it puts under a letter."""
