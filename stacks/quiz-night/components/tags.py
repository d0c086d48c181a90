"""Tags: whose a resource is, in the console and in the bill."""

from collections.abc import Mapping

import pulumi


def tag(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
    """Give a resource that can carry tags its project, environment, component and name.

    Logical names are `<component>-<thing>`: the component is the name's first word. A tag that a
    resource sets itself wins.
    """
    if "tags" not in args.props:
        return None
    project, environment = pulumi.get_project(), pulumi.get_stack()
    tags = {
        "project": project,
        "environment": environment,
        "component": args.name.partition("-")[0],
        "Name": f"{project}-{environment}-{args.name}",
    }
    own = args.props["tags"]
    if isinstance(own, Mapping):
        tags.update(own)
    return pulumi.ResourceTransformationResult({**args.props, "tags": tags}, args.opts)
