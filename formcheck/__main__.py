"""`python -m formcheck` is the same as `formcheck`."""

from formcheck.cli.main import main

main()
