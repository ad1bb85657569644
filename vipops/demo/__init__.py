"""The demo hotel: a believable house whose stays hang on now. The only hotel with default passwords."""
