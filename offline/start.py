"""reportgen from the folder into which install.py put it; an embedded Python looks nowhere else by itself."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "lib"))

if __name__ == "__main__":
    from reportgen.cli import main

    sys.exit(main())
