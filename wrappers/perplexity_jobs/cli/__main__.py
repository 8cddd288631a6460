"""``python -m perplexity_jobs.cli``."""

from . import main

if __name__ == "__main__":
    main()
