"""Make a virtual environment from a lock file, showing how far it is; `make` calls it.

    python tools/install.py LOCK VENV

Standard library only, and written so that an old Python can still read it and say that it is too old.
"""

import os
import subprocess
import sys
import time

OLDEST = (3, 11)


def fail(said):
    """Stop with one readable line."""
    sys.exit("\nEpoch: " + said)


def check_python():
    """Stop where this Python cannot make the environment."""
    if sys.version_info[:2] < OLDEST:
        fail(
            "needs Python {}.{} or newer, and {} is {}.{}. Install a newer one, or name it: "
            "make demo PYTHON=/path/to/python3".format(*OLDEST, sys.executable, *sys.version_info[:2])
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        fail(
            "{} comes without the venv module. On Debian and Ubuntu: apt install python{}.{}-venv".format(
                sys.executable, *sys.version_info[:2]
            )
        )


def python_of(folder):
    """Return the path of the environment's interpreter."""
    return os.path.join(folder, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def make_environment(folder):
    """Make the environment, anew where the one that is there is broken or of another Python."""
    python = python_of(folder)
    if os.path.exists(python):
        probe = "import sys, pip; raise SystemExit(sys.version_info[:2] != {!r})".format(sys.version_info[:2])
        if subprocess.call([python, "-c", probe], stderr=subprocess.DEVNULL) == 0:
            return python
    print("Epoch: making {} with Python {}.{}.{}".format(folder, *sys.version_info[:3]), flush=True)
    if subprocess.call([sys.executable, "-m", "venv", "--clear", folder]) != 0:
        fail("the virtual environment could not be made; the lines above say why.")
    return python


def pip(python, arguments, of=None):
    """Run pip in the environment; with `of`, show progress out of that many packages."""
    command = [
        python,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--progress-bar=off",
    ]
    child = subprocess.Popen(command + arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said, seen, live = [], 0, sys.stdout.isatty()
    for line in child.stdout:
        said.append(line)
        first, _, rest = line.strip().partition(" ")
        if of is None or first not in ("Collecting", "Requirement", "Installing"):
            continue
        if first == "Installing":
            note = "  unpacking; this can take half a minute"
        else:
            seen += 1
            note = "  {:>3} of {}  {}".format(
                seen, of, rest.split("==")[0].split()[-1] if "==" in rest else ""
            )
        if live:
            print("\r{:<60}".format(note), end="", flush=True)
        elif first == "Installing" or seen % 10 == 0:
            print(note, flush=True)
    if live and of is not None:
        print("\r{:<60}\r".format(""), end="", flush=True)
    if child.wait() != 0:
        print("".join(said[-20:]))
        fail("pip could not install; the lines above are its own. Without a network this cannot work.")


def main():
    """Install the lock file and then the package itself."""
    lock, folder = sys.argv[1:]
    check_python()
    began = time.monotonic()
    python = make_environment(folder)
    with open(lock, encoding="utf-8") as file:
        count = sum("==" in line for line in file)
    print("Epoch: installing {} ({} packages, the first time only)".format(lock, count), flush=True)
    pip(python, ["--require-hashes", "-r", lock], of=count)
    pip(python, ["--no-deps", "--no-build-isolation", "--editable", "."])
    print("Epoch: installed in {:.0f} s".format(time.monotonic() - began), flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        fail("stopped while installing; the next `make` goes on from here.")
