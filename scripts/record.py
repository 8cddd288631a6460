"""Record the tests' cassettes anew: from the simulator, or with LIVE=1 and a key from the service.

A live recording costs money (one deep-research question) and replaces only what the real service can be
asked for. Headers that no test reads are left out; a cassette that still holds the key, or an e-mail address,
is not written.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Run the tests of the cassettes in recording mode."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.parse_args()
    if os.environ.get("LIVE") == "1" and not os.environ.get("PERPLEXITY_API_KEY"):
        print("LIVE=1 needs PERPLEXITY_API_KEY. Without LIVE the simulator is recorded.", file=sys.stderr)
        return 2
    tests = ["tests/wrapper/client/test_cassettes.py", "--record-mode=rewrite", "-q"]
    return subprocess.run([sys.executable, "-m", "pytest", *tests], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
