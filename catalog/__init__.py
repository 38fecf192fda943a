"""The catalogue of watched sites: what was published where and when, its raw bytes, and what was read of it.

Stands above the pipeline: it joins fetch, the publication reader and output, and no stage knows it.
"""
