"""The bucket of access logs."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.components.naming import Component
from rtgen.plan.model import Resource, StackPlan


def logs(_stack: StackPlan) -> Iterator[Resource]:
    """A private, encrypted bucket that forgets."""
    component = Component("logs")
    yield component.has("s3/bucket:Bucket", "bucket", protect=True)
    yield component.has("s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "private")
    yield component.has(
        "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "encryption"
    )
    yield component.has("s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "lifecycle")
    yield component.has("s3/bucketPolicy:BucketPolicy", "policy")
