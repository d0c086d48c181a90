"""What a stack around Ably needs to run through the engine: the SDK that `pulumi install` would make, and keys.

The harness has no provider of Ably's, so it makes up what Ably answers; the AWS resources beside it are the real ones.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from verify import harness

PROGRAM = """\
import pulumi


def answered(args):
    \"\"\"A key's text, which Ably alone knows.\"\"\"
    if args.type_ == "ably:index/apiKey:ApiKey":
        return pulumi.ResourceTransformationResult({**args.props, "key": "app.id:of-the-test"}, args.opts)
    return None


pulumi.runtime.register_stack_transformation(answered)
"""


def needed(stack: Path) -> bool:
    """Whether the stack makes resources at Ably."""
    return (stack / "components" / "ably.py").exists()


def answer(copy: Path) -> None:
    """Gives the keys of a copied stack a text."""
    (copy / "answering.py").write_text(PROGRAM, encoding="utf-8")
    program = copy / "__main__.py"
    text = program.read_text(encoding="utf-8")
    first = "import pulumi\n"
    assert first in text
    program.write_text(text.replace(first, f"{first}import answering\n", 1), encoding="utf-8")


def interpreter(folder: Path) -> Path:
    """One that finds Pulumi's own SDKs where the tests have them, and the stand-in for Ably's."""
    environment = folder / "interpreter"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    site = next(environment.glob("lib/python3*/site-packages"))
    own = Path(sysconfig.get_path("purelib"))
    (site / "own.pth").write_text(f"{own}\n", encoding="utf-8")
    for path in (*own.glob("pulumi_aws*"), *own.glob("pulumi_random*")):
        (site / path.name).symlink_to(path)
    source = harness.require(harness.HARNESS / "ably" / "pulumi_ably", "the stand-in for Ably's SDK")
    made = site / source.name
    shutil.copytree(source, made)
    (made / "pulumi-plugin.json").write_text(json.dumps({"resource": True, "name": "ably"}), encoding="utf-8")
    return python
