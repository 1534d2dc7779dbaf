"""Arguments that many commands take."""

from pathlib import Path
from typing import Annotated

import typer

Directory = Annotated[Path, typer.Argument(metavar="DIR", help="The assessment folder.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
