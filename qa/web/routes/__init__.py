"""One file for the routes of each page and its part of the API: requests in, responses out."""
