"""Pure rules of the house: plain values in, plain values out; ``now`` is an argument."""
