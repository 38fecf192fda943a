"""From the web: addresses -> bytes, list pages -> articles, an article -> its pages and files.

What is fetched is hostile until read: limits on time, size and redirects, no private address, robots.txt
and a polite rate. Nothing here parses a document; whoever joins the stages hands in what is needed of it.
"""
