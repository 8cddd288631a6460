"""Logging under ``perplexity_jobs``: one line per request and per decision at DEBUG.

Never the key, and never an answer. A question is shown in one case only: where the service has ended the
endpoint that it was sent to, it is logged in the words of the API that follows. ``PERPLEXITY_LOG=debug``
(or ``info``) sends the lines to standard error without any set-up, as the official SDK does.
"""

from __future__ import annotations

import logging
import os

logger = logging.getLogger("perplexity_jobs")
logger.addHandler(logging.NullHandler())

_FORMAT = "[%(asctime)s - %(name)s - %(levelname)s] %(message)s"


def configure_from_environment() -> None:
    """Obey ``PERPLEXITY_LOG``; any other word than debug or info is ignored."""
    level = {"debug": logging.DEBUG, "info": logging.INFO}.get(os.environ.get("PERPLEXITY_LOG", "").lower())
    if level is None or any(not isinstance(handler, logging.NullHandler) for handler in logger.handlers):
        return
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    logger.addHandler(handler)
    logger.setLevel(level)
