"""Measurements of this client against what people would use instead; `python benchmarks/run.py --help`."""
