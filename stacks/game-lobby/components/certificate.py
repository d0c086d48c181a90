"""A TLS certificate for a name in a Route 53 zone."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass
class CertificateArgs:
    """The name, and where its records belong."""

    domain_name: str
    zone_id: pulumi.Input[str]


class Certificate(pulumi.ComponentResource):
    """An ACM certificate that proves its name by a DNS record, and renews itself by it."""

    def __init__(
        self, name: str, args: CertificateArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Certificate", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        certificate = aws.acm.Certificate(
            f"{name}-certificate",
            domain_name=args.domain_name,
            validation_method="DNS",
            opts=child,
        )
        proof = certificate.domain_validation_options[0]
        record = aws.route53.Record(
            f"{name}-proof",
            zone_id=args.zone_id,
            name=proof.resource_record_name,
            type=proof.resource_record_type,
            records=[proof.resource_record_value],
            ttl=300,
            # The record is the same for every certificate of the name, in whichever stack.
            allow_overwrite=True,
            opts=child,
        )
        issued = aws.acm.CertificateValidation(
            f"{name}-validation",
            certificate_arn=certificate.arn,
            validation_record_fqdns=[record.fqdn],
            opts=child,
        )
        # Taken from the validation, so that nothing uses the certificate before it is issued.
        self.arn = issued.certificate_arn
        self.register_outputs({"arn": self.arn})
