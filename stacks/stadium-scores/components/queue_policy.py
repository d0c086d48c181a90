"""What every queue refuses."""

import pulumi


def encrypted_on_its_way(queue: pulumi.Input[str]) -> dict[str, object]:
    """Refuse whoever comes without TLS; who may do what, roles say."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "sqs:*",
                "Resource": queue,
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        ],
    }
