"""rtgen turns a spec of real-time features into a decided architecture and its Pulumi stack."""

__version__ = "0.1.0"
