"""What AWS offers: settings outside of it are refused before anything is deployed."""

FARGATE_MEMORY_MIB = {
    256: range(512, 2048 + 1, 512),
    512: range(1024, 4096 + 1, 1024),
    1024: range(2048, 8192 + 1, 1024),
    2048: range(4096, 16384 + 1, 1024),
    4096: range(8192, 30720 + 1, 1024),
    8192: range(16384, 61440 + 1, 4096),
    16384: range(32768, 122880 + 1, 8192),
}
"""The memory that Fargate offers with each CPU size (1024 units are one vCPU)."""

MOST_CONNECTIONS = 50_000
"""A Fargate task has 65,535 file descriptors: one a connection, some for Redis and the API."""

RETENTION_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653)
"""What CloudWatch Logs allows."""
