"""The clients of this package and the official SDK under the same faults; see scripts/compare_faults.py."""
