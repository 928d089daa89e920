"""Print the lowest versions that pyproject.toml allows, as constraints for pip: `numpy==2.0` for `numpy>=2.0,<3`."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
for wanted in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
    name, _, bounds = re.match(r"([\w.-]+)(\[.*\])?(.*)", wanted).groups()  # type: ignore[union-attr]
    lowest = re.search(r"[>=]=\s*([\d.]+)", bounds)
    if lowest:
        print(f"{name}=={lowest[1]}")
