"""What may happen next in any SOP, and by when. Pure: no framework, no clock, no disk."""
