"""What AWS offers: settings outside of it are refused before anything is deployed."""

MOST_REQUESTS = 10_000
"""A second that API Gateway takes from an account, unless the quota is raised."""
LEAST_PUBLISHERS, MOST_PUBLISHERS = 2, 1_000
"""Batches at the same time that Lambda takes from a queue."""
MOST_USED = 999_999_999_999
"""Of anything that a provider limits; more is a slip of the pen."""

RETENTION_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653)
"""What CloudWatch Logs allows."""
