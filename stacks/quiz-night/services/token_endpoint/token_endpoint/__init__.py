"""Lets the users of this stack's features into their channels, and into no others."""
