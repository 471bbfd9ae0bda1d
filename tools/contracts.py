"""A contract for import-linter: beside ourselves and the standard library, a package may import only what is listed."""

import sys
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class ClosedContract(Contract):
    """Direct imports of `modules` (and all within) stay in the standard library, our package, and `may_import`."""

    type_name = "closed"

    modules = fields.ListField(subfield=fields.StringField())
    may_import = fields.SetField(subfield=fields.StringField(), required=False, default=set())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Broken by each import of a package that is not listed."""
        strangers = sorted(
            f"{module} -> {imported}"
            for package in cast("list[str]", self.modules)
            for module in {package, *graph.find_descendants(package)}
            for imported in graph.find_modules_directly_imported_by(module)
            if self._is_strange(imported.split(".")[0], package.split(".")[0])
        )
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import that is not allowed."""
        for line in check.metadata["strangers"]:
            output.print_error(f"{line} is not listed", bold=False)

    def _is_strange(self, imported: str, ours: str) -> bool:
        known = {ours, *sys.stdlib_module_names, *cast("set[str]", self.may_import)}
        return imported not in known
