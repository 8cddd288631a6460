"""How a report looks: the frame of the page, without script, fonts or anything else from elsewhere."""

from __future__ import annotations

HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>
:root {
  color-scheme: light dark;
  --page: #fff; --ink: #1c2733; --soft: #5b6b7b; --line: #d5dde5; --bar: #2a7f8f; --bad: #a8322a;
}
@media (prefers-color-scheme: dark) {
  :root { --page: #11181f; --ink: #e6edf3; --soft: #9aa9b8; --line: #33414f; --bar: #4fb3c4; --bad: #f08a80; }
}
body {
  font: 16px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--page);
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
}
h1, h2 { line-height: 1.2; }
figure { margin: 0; }
.numbers { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.5rem 0; padding: 0; list-style: none; }
.numbers b { display: block; font-size: 1.6rem; font-variant-numeric: tabular-nums; }
.soft, dt { color: var(--soft); }
.bad { color: var(--bad); }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1.5rem; }
svg { width: 100%; height: auto; }
svg rect { fill: var(--bar); }
svg text { font-size: 13px; fill: var(--soft); }
svg .axis { stroke: var(--line); }
svg .median { stroke: var(--ink); stroke-dasharray: 4 3; }
table { border-collapse: collapse; width: 100%; }
th, td {
  text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line);
}
details { border: 1px solid var(--line); border-radius: .4rem; margin: .6rem 0; padding: .5rem .9rem; }
summary { cursor: pointer; }
summary, .answer, .sources, td { overflow-wrap: anywhere; }
.answer h1 { font-size: 1.35rem; }
.answer h2 { font-size: 1.2rem; }
.answer h3 { font-size: 1.05rem; }
.answer pre { overflow-x: auto; }
.sources { font-size: .9rem; }
a { color: var(--bar); }
</style></head><body>
"""
