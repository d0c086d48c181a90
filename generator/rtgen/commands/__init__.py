"""One module a command: it calls the pipeline, prints, and returns the exit code."""
