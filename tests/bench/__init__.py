"""Benchmarks: whole processes and single steps, always two against each other in one run."""
