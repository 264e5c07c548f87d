"""The `himpun` command for tools that look for this file."""

from himpun.project.cli import main

if __name__ == "__main__":
    main()
