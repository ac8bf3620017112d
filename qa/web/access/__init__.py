"""A request in, who asks and what they may out; logins, limits. Open gate.py first."""
