"""``perplexity-jobs``, the command line (extra: `cli`); everything it needs is loaded when it runs.

Its modules, in the order to read them:

commands           the commands by name, and what becomes of whatever they raise
options            options that several commands have, and the client that they make
job_commands       ask, submit
id_commands        get, wait, cancel; which jobs are meant, and how several are waited for, is in several
list_command       list, watch, forget
batch_command      batch; what it says about a run is in batch_messages
ledger_commands    batch status, batch report, batch export
doctor_command     doctor
simulator_command  simulator
memory             the jobs that this user has submitted
questions          what a question is made of: system message, attachments, schema
answers            how an answer is shown; on a terminal by screen
waiting            a wait with its line of progress
display            the live line on a terminal
streams            what is written where, and whether it can be written
error_messages     what an error says at a shell
exit_codes         which exit code an error has
"""

from __future__ import annotations

import signal
import sys


def main() -> None:
    """Run the command line; every failure is one line on standard error and an exit code."""
    # A service manager sends SIGTERM where a person presses Ctrl-C; both learn how to go on with the job.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        from .streams import prepare

        prepare()
        from .commands import run

        code = run(sys.argv[1:])
    except ModuleNotFoundError as problem:
        sys.exit(f"error: the command line needs {problem.name}: pip install 'perplexity-jobs[cli]'")
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    sys.exit(code)
