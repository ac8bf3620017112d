"""Files that came in, in; what an editor sees of them, and what is taken into the archive, out. Open tray.py first."""
