"""Install netboard and its tools into the virtual environment that runs this file, with one line of progress."""

import compileall
import re
import subprocess
import sys
import sysconfig

PIP = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
COMMAND = [*PIP, "--no-compile", "--editable", ".[dev]"]
LAST_LINES = 25


def main() -> int:
    """Run pip; show how many packages it has found, and its last lines only when it fails."""
    lines: list[str] = []
    seen: set[str] = set()
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            found = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line)
            if found:
                seen.add(found.group(1).lower())
                _show(f"  {len(seen)} packages found: {found.group(1)}")
            elif line.startswith(("Installing collected", "Building")):
                _show(f"  {len(seen)} packages found, installing")
    if pip.returncode:
        sys.stderr.write("\n" + "".join(lines[-LAST_LINES:]))
        sys.stderr.write("Installing failed: the lines above are pip's own; then run the same make command again.\n")
        return 1
    # pip would compile one file after the other; this takes every core. What does not compile is never imported.
    compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2, workers=0)
    _show(f"  {len(seen)} packages ready")
    sys.stdout.write("\n")
    return 0


def _show(text: str) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(f"\r{text:<70}")
    elif text.endswith(("installing", "ready")):
        sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
