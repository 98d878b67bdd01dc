from casework.views.access import ask_to_open
from casework.views.allocation import allocate, end_allocation
from casework.views.death import death
from casework.views.hospital import (
    admit,
    correct,
    discharge,
    hospital,
    override,
    readmission,
    resumption,
    strike,
    suspensions,
    ward,
)
from casework.views.imports import (
    cut_over,
    import_all_new,
    import_errors,
    import_new,
    import_page,
    import_row,
    import_sheet,
    import_take_in,
    import_template,
    import_undo,
    imports,
)
from casework.views.merging import merge, undo_merge
from casework.views.package import (
    end_package,
    package,
    package_document,
    package_ending,
    package_expected_end,
    package_hours,
    package_strand,
)
from casework.views.papers import document_add
from casework.views.person import keyworker
from casework.views.workers import absence_new, cover, reallocate, relation_new

__all__ = [
    "absence_new",
    "admit",
    "allocate",
    "ask_to_open",
    "correct",
    "cover",
    "cut_over",
    "death",
    "discharge",
    "document_add",
    "end_allocation",
    "end_package",
    "hospital",
    "import_all_new",
    "import_errors",
    "import_new",
    "import_page",
    "import_row",
    "import_sheet",
    "import_take_in",
    "import_template",
    "import_undo",
    "imports",
    "keyworker",
    "merge",
    "override",
    "package",
    "package_document",
    "package_ending",
    "package_expected_end",
    "package_hours",
    "package_strand",
    "readmission",
    "reallocate",
    "relation_new",
    "resumption",
    "strike",
    "suspensions",
    "undo_merge",
    "ward",
]
