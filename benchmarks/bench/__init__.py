"""Benchmarks of this client against its alternatives; see `python benchmarks/run.py --help`."""
