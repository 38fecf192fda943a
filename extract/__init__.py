"""Bytes to Document: one file per format, one registry line each."""
