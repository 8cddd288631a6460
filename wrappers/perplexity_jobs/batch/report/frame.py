"""The frame of a page: style and script, which stand in the page itself, and a policy that allows no more."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from pathlib import Path

_STATIC = Path(__file__).with_name("static")
_STYLE = (_STATIC / "report.css").read_text(encoding="utf-8")
_SCRIPT = (_STATIC / "report.js").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
# What tells a report from any other file; the reports of earlier versions begin with it too.
BEGINNING = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"""
END = f"<script>{_SCRIPT}</script></body></html>\n"


def framed(title: str) -> str:
    """The head of a page, up to its body."""
    return (
        f"{BEGINNING}; script-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer"><title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style></head><body>\n"
    )
