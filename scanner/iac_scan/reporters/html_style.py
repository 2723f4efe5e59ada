"""How the page for a browser looks, on light and on dark."""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .75rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: .25rem 0 .5rem; overflow-wrap: anywhere; }
p { margin: .25rem 0; }
article { border-left: 4px solid gray; padding: .25rem 0 .25rem 1rem; margin: 0 0 1.5rem; }
pre, code { font: 14px/1.5 ui-monospace, monospace; }
pre { background: #8881; padding: .5rem .75rem; overflow-x: auto; margin: .5rem 0; }
mark { background: #ffd54a66; color: inherit; }
dl { display: grid; grid-template-columns: 2.5rem 1fr; margin: 0; }
dt, .quiet { color: #767676; }
dd { margin: 0; overflow-wrap: anywhere; }
summary { cursor: pointer; font-weight: 600; margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; }
td { padding: .25rem .75rem .25rem 0; vertical-align: top; overflow-wrap: anywhere; }
.message { font-weight: 600; }
.good { color: #2c7a2c; font-weight: 600; }
.warning, .medium { color: #a06a00; }
.critical { color: #fff; background: #d70000; padding: 0 .35em; }
.high { color: #e8322f; }
.low { color: #0087af; }
.info { color: #4f7fd6; }
.edge-critical, .edge-high { border-color: #d70000; }
.edge-medium { border-color: #af8700; }
.edge-low { border-color: #0087af; }
.edge-info { border-color: #5f87d7; }
@media print { pre { white-space: pre-wrap; } }
"""
