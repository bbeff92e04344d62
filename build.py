"""python build.py dept.yaml: the report from a checkout, without installing the command."""

import sys

from reportgen.cli import build

if __name__ == "__main__":
    sys.exit(build())
