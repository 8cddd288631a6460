"""Build openapi/openapi.yaml and generated_client/ from openapi/sources/ and openapi/overlays/.

All errors are reported at once, and then nothing is written. With --check nothing is written either; the
committed files are compared with the build. With --drop the overlay actions and merge decisions that no
longer apply, as reported by the last run, are deleted from their files.
"""

from __future__ import annotations

import sys

from openapi_build.build import check, drop, regenerate
from openapi_build.errors import BuildError, told
from openapi_build.layout import command_parser


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit code: 0 done or up to date, 1 a problem."""
    parser = command_parser(__doc__)
    either = parser.add_mutually_exclusive_group()
    said = "write nothing, fail if anything committed differs"
    either.add_argument("--check", action="store_true", help=said)
    said = "delete what no longer applies, and build nothing"
    either.add_argument("--drop", action="store_true", help=said)
    options = parser.parse_args(arguments)
    try:
        if options.check:
            problems = check(options.layout)
            print("\n".join(problems or ["up to date"]), file=sys.stderr if problems else sys.stdout)
            return 1 if problems else 0
        done = drop(options.layout) if options.drop else [regenerate(options.layout)]
        print("\n".join(done) or "nothing to delete")
    except (BuildError, OSError) as error:
        print(f"error: {told(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; run it again, or take back with git what it has written", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
