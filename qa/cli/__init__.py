"""The command line: words of a command in, text and an exit status out. Open main.py first."""
