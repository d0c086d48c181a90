"""Ably, Pusher and Supabase on this machine: each lets its own SDK in by what the endpoint issued, or does not."""
