"""The network that is there already (spec: `platform.network`); nothing of it is changed."""

from dataclasses import dataclass

import pulumi

from settings import Settings


@dataclass(frozen=True)
class Network:
    """Where the stack stands; README.md lists what it expects there."""

    vpc_id: str
    public_subnet_ids: list[pulumi.Output[str]]
    private_subnet_ids: list[pulumi.Output[str]]

    @staticmethod
    def given(settings: Settings) -> "Network":
        """Take the ids from the configuration."""
        return Network(
            vpc_id=settings.vpc_id,
            public_subnet_ids=_outputs(settings.public_subnet_ids),
            private_subnet_ids=_outputs(settings.private_subnet_ids),
        )


def _outputs(ids: tuple[str, ...]) -> list[pulumi.Output[str]]:
    return [pulumi.Output.from_input(each) for each in ids]
