"""HTTP requests in, pages and JSON out. Open server.py first; access/ decides who may, chat/ is the Gradio page,
routes/ the rest.
"""
