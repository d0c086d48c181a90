"""Collects into build/ what the token endpoint imports, for Lambda's processor and Python.

python services/token_endpoint/build.py

The lock file names each package with its hashes; pip refuses any other bytes. `pulumi up` puts what
is here into the function, and says so when it is missing or was built from another lock file.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
LOCK = HERE / "requirements.lock"
BUILD = HERE / "build"
PYTHON = "3.13"
"""Of the function's runtime."""
PLATFORMS = ("manylinux_2_28_aarch64", "manylinux2014_aarch64")
"""Of its processor (ARM64) and its operating system (Amazon Linux 2023 has glibc 2.34)."""


def main() -> int:
    """Build anew; what is there stays whole when that fails."""
    fresh = BUILD.with_name("build.new")
    shutil.rmtree(fresh, ignore_errors=True)
    options = [f"--platform={each}" for each in PLATFORMS]
    done = subprocess.run(  # noqa: S603 - this interpreter's own pip
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--require-hashes", "--only-binary=:all:", "--no-compile", "--no-deps"),
            *("--implementation=cp", f"--python-version={PYTHON}", *options),
            *(f"--requirement={LOCK}", f"--target={fresh}"),
        ],
        check=False,
    )
    if done.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        return done.returncode
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    (fresh / "lock.sha256").write_text(f"{digest}\n", encoding="utf-8")
    shutil.rmtree(BUILD, ignore_errors=True)
    fresh.rename(BUILD)
    return 0


if __name__ == "__main__":
    sys.exit(main())
