"""Comparison of this package's clients and the official SDK under faults; see scripts/compare_faults.py."""
