"""Takes what the backend queued to the provider, each message into its own channel."""
