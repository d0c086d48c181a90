"""Runs the program of an environment without Pulumi and AWS, and keeps what it would register."""

import json
import runpy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pulumi
import yaml
from pulumi.runtime.stack import Stack

FOLDER = Path(__file__).parent.parent
PROJECT = "live-auction"
REGION = "eu-west-1"
ENVIRONMENTS = sorted(path.name.split(".")[1] for path in FOLDER.glob("Pulumi.*.yaml"))
PLAN = json.loads((FOLDER / "plan.json").read_text(encoding="utf-8"))
PLANNED = {(each["type"], each["name"]) for each in PLAN["resources"]}
"""Types and names of what is generated; overrides.py may add resources of your own."""

Values = dict[str, object]


@dataclass(frozen=True)
class Registered:
    """A resource: what it is made of, and what guards it."""

    type: str
    name: str
    inputs: Values
    protect: bool
    ignore_changes: tuple[str, ...]

    def at(self, *path: str | int) -> object:
        """Look up a nested input, such as `at("healthCheck", "path")`."""
        value: object = self.inputs
        for key in path:
            if isinstance(value, Mapping):
                value = value.get(key)
            else:
                assert isinstance(value, list)
                value = value[int(key)]
        return value

    def number(self, *path: str | int) -> float:
        """Look up a nested input that is a number, or a text that stands for one."""
        return float(str(self.at(*path)))


@dataclass
class Recording:
    """Everything that the program of one environment registers."""

    environment: str
    resources: dict[tuple[str, str], Registered] = field(default_factory=dict)
    outputs: Values = field(default_factory=dict)

    def one(self, name: str, kind: str) -> Registered:
        """Find a resource by its name and the end of its type, such as `lb/listener:Listener`."""
        (found,) = (each for each in self.all(kind) if each.name == name)
        return found

    def all(self, kind: str) -> list[Registered]:
        """List the resources of a type."""
        return [each for each in self.resources.values() if each.type.endswith(kind)]

    def containers(self) -> dict[str, Values]:
        """Show the gateway's containers by name."""
        text = self.one("gateway-tasks", "ecs/taskDefinition:TaskDefinition").at(
            "containerDefinitions"
        )
        return {each["name"]: each for each in json.loads(str(text))}


class Mocks(pulumi.runtime.Mocks):
    """Answers as AWS would, with names and ids that are made up."""

    def __init__(self) -> None:
        self.inputs: dict[tuple[str, str], Values] = {}

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str, Values]:
        """Invent an id, and the outputs that other resources ask for."""
        self.inputs[args.typ, args.name] = args.inputs
        proof = {"resourceRecordName": "_p", "resourceRecordType": "CNAME"}
        invented = {
            "arn": f"arn:aws:mock:::{args.name}",
            "arnSuffix": f"app/{args.name}/1",
            "bucket": args.name,
            "configurationEndpointAddress": f"{args.name}.cluster.example.net",
            "dnsName": f"{args.name}.example.net",
            "domainName": f"{args.name}.example.net",
            "domainValidationOptions": [{**proof, "resourceRecordValue": "_v"}],
            "fqdn": f"{args.name}.example.net",
            "hex": "0a1b2c3d",
            "name": args.name,
            "primaryEndpointAddress": f"{args.name}.example.net",
            "result": "made-up",
            "zoneId": "Z1",
        }
        return f"{args.name}-id", invented | args.inputs

    def call(self, _args: pulumi.runtime.MockCallArgs) -> tuple[Values, list[tuple[str, str]]]:
        """Answer whatever the program looks up."""
        looked_up: Values = {
            "accountId": "123456789012",
            "id": "made-up",
            "names": [f"{REGION}{zone}" for zone in "abc"],
            "region": REGION,
            "zoneId": "Z1",
        }
        return looked_up, []


def record(environment: str) -> Recording:
    """Run the program as `pulumi preview --stack <environment>` would."""
    recording, mocks = Recording(environment), Mocks()
    pulumi.runtime.set_mocks(mocks, project=PROJECT, stack=environment)
    pulumi.runtime.set_all_config(configuration(environment))
    guarded: dict[pulumi.Resource, bool] = {}
    ignored: dict[pulumi.Resource, tuple[str, ...]] = {}
    seen: dict[pulumi.Resource, tuple[str, str]] = {}

    def watch(args: pulumi.ResourceTransformationArgs) -> None:
        parent = args.opts.parent
        inherited = guarded.get(parent, False) if parent else False
        guarded[args.resource] = inherited if args.opts.protect is None else args.opts.protect
        ignored[args.resource] = tuple(args.opts.ignore_changes or ())
        seen[args.resource] = (args.type_, args.name)

    def program() -> pulumi.Output[None]:
        pulumi.runtime.register_stack_transformation(watch)
        runpy.run_path(str(FOLDER / "__main__.py"))
        root = pulumi.runtime.get_root_resource()
        assert isinstance(root, Stack)
        return pulumi.Output.all(**root.outputs).apply(recording.outputs.update)

    # Waits until everything is registered; the SDK declares no type for it.
    run: Callable[[Callable[[], object]], Callable[[], None]] = pulumi.runtime.test
    run(program)()
    for resource, (kind, name) in seen.items():
        inputs = mocks.inputs.get((kind, name))
        if inputs is not None and not isinstance(resource, pulumi.ComponentResource):
            recording.resources[kind, name] = Registered(
                kind, name, inputs, guarded[resource], ignored[resource]
            )
    return recording


def configuration(environment: str) -> dict[str, str]:
    """Read Pulumi.<environment>.yaml as Pulumi hands it to the program."""
    text = (FOLDER / f"Pulumi.{environment}.yaml").read_text(encoding="utf-8")
    config = yaml.safe_load(text)["config"]
    return {
        key: value if isinstance(value, str) else json.dumps(value) for key, value in config.items()
    }
