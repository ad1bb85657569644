"""The live channel: the gate, the wire, rooms, and the broadcaster that follows the journal."""
