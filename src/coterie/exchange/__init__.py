"""In and out: files of contacts, orders and events, and the definitions of other platforms.

For: reading and writing what others write and read. Not for: what a definition means (segments) or keeping
(record).
"""
