"""Names, posts and bodies as newspapers print them: words in, persons, posts and bodies out. Open people.py first."""
