"""Values in, text out. json.py speaks the contract, html.py makes text safe, card.py shows a citation (open it first);
the other files are a page or a form of report each.
"""
