"""The code of the token endpoint's function: its own files, and what build.py collected."""

import hashlib
from pathlib import Path

import pulumi

FOLDER = Path(__file__).parent.parent / "services" / "token_endpoint"
COMMAND = "python services/token_endpoint/build.py"


def package(folder: Path = FOLDER) -> pulumi.AssetArchive:
    """Put the function's archive together.

    Raises:
        pulumi.RunError: When what the function imports was not built from this lock file.

    """
    build = folder / "build"
    stamp = build / "lock.sha256"
    wanted = hashlib.sha256((folder / "requirements.lock").read_bytes()).hexdigest()
    if not stamp.is_file():
        raise pulumi.RunError(f"the token endpoint is not built yet; run: {COMMAND}")
    if stamp.read_text(encoding="utf-8").strip() != wanted:
        raise pulumi.RunError(f"the token endpoint's requirements.lock changed; run: {COMMAND}")
    files: dict[str, pulumi.Asset | pulumi.Archive] = {
        # File by file, so that what a test run leaves beside them changes nothing.
        f"token_endpoint/{path.name}": pulumi.FileAsset(str(path))
        for path in sorted((folder / "token_endpoint").iterdir())
        if path.suffix in {".py", ".json"}
    }
    for path in sorted(build.iterdir()):
        if path.is_dir():
            files[path.name] = pulumi.FileArchive(str(path))
    return pulumi.AssetArchive(files)
