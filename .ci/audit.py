"""Hold the installed packages against the public list of known weaknesses, and say how many could be looked up."""

import json
import subprocess
import sys

COMMAND = [sys.executable, "-m", "pip_audit", "--local", "--skip-editable", "--progress-spinner", "off"]
SOUND, WEAK, NOT_RUN = 0, 1, 2


def main(arguments: list[str]) -> int:
    """Run pip-audit; ``arguments`` go to it, such as ``--vulnerability-service osv``."""
    run = subprocess.run([*COMMAND, "--format", "json", *arguments], capture_output=True, text=True, check=False)
    try:
        packages = json.loads(run.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (run.stderr.strip().splitlines() or ["it said nothing"])[-1]
        sys.stderr.write(f"pip-audit could not run here: {last}\n")
        return NOT_RUN
    return told(packages)


def told(packages: list[dict[str, object]]) -> int:
    """Print what was found and give the exit code: nothing that was looked up is no clean bill."""
    looked_up = [one for one in packages if "vulns" in one]
    weak = [one for one in looked_up if one["vulns"]]
    for one in weak:
        ids = ", ".join(str(known["id"]) for known in one["vulns"])  # type: ignore[attr-defined]
        sys.stdout.write(f"{one['name']} {one['version']}: {ids}\n")
    sys.stdout.write(
        f"{len(packages)} packages, {len(looked_up)} looked up, {len(weak)} with a known weakness, "
        f"{len(packages) - len(looked_up)} not found in the list.\n"
    )
    if weak:
        return WEAK
    if len(looked_up) < len(packages):
        sys.stderr.write("Not everything could be looked up; run it where the public index or OSV is reachable.\n")
        return NOT_RUN
    return SOUND


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
