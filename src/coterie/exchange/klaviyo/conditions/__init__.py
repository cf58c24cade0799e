"""Klaviyo's types of conditions, one a file: `TYPE`, `read`, and for our `KINDS` a `write`.

For: what one condition means on the other side. Not for: how conditions combine (`reader`, `writer`).
"""
