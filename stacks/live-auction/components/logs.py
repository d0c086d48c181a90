"""Access logs of the load balancers: who connected when, and how it ended."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass
class AccessLogsArgs:
    """How long logs are kept."""

    protect: bool
    retention_days: int


class AccessLogs(pulumi.ComponentResource):
    """A private, encrypted bucket that load balancers write into, and that forgets."""

    def __init__(
        self, name: str, args: AccessLogsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:AccessLogs", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        bucket = aws.s3.Bucket(
            f"{name}-bucket",
            # An environment without protection may go away, and its logs with it.
            force_destroy=not args.protect,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        private = aws.s3.BucketPublicAccessBlock(
            f"{name}-private",
            bucket=bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=child,
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            f"{name}-encryption",
            bucket=bucket.id,
            # S3's own keys: load balancers cannot write with a KMS key.
            rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
            opts=child,
        )
        aws.s3.BucketLifecycleConfiguration(
            f"{name}-lifecycle",
            bucket=bucket.id,
            rules=[
                {
                    "id": "forget",
                    "status": "Enabled",
                    "filter": {"prefix": ""},
                    "expiration": {"days": args.retention_days},
                    "abort_incomplete_multipart_upload": {"days_after_initiation": 1},
                }
            ],
            opts=child,
        )
        self.policy = aws.s3.BucketPolicy(
            f"{name}-policy",
            bucket=bucket.id,
            policy=_policy(bucket.arn),
            # S3 takes one change of a bucket's access at a time.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[private]),
        )
        self.bucket = bucket.bucket
        self.register_outputs({"bucket": self.bucket})


def _policy(bucket_arn: pulumi.Input[str]) -> pulumi.Output[str]:
    """Let this account's load balancers write, and nobody come without TLS."""
    account = aws.get_caller_identity().account_id
    region = aws.get_region().region
    return pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "LoadBalancersWrite",
                    "Effect": "Allow",
                    "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
                    "Action": "s3:PutObject",
                    "Resource": pulumi.Output.concat(bucket_arn, f"/*/AWSLogs/{account}/*"),
                    "Condition": {
                        "ArnLike": {
                            "aws:SourceArn": (
                                f"arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/*"
                            )
                        }
                    },
                },
                {
                    "Sid": "OnlyWithTls",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:*",
                    "Resource": [bucket_arn, pulumi.Output.concat(bucket_arn, "/*")],
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                },
            ],
        }
    )
