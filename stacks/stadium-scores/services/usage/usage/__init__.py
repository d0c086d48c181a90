"""Tells CloudWatch how much of Ably's limits is used."""
