"""What the tracker is measured against inside Django: a hello view, and a CSV as documented."""
