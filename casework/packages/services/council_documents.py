"""Documents that the Council sent for a package."""

import datetime

from django.core.files import File

from accounts.models import User
from casework.models import CouncilDocument, SupportPackage
from core import clock, documents
from core.errors import Refused
from core.verbs import verb


@verb
def attach_council_document(
    *, package: SupportPackage, kind: str, file: File, received_on: datetime.date, by: User
) -> CouncilDocument:
    """Attach a document of the Council to the package (T5.2). Raises Refused for a future day of receipt."""
    package = SupportPackage.objects.get_locked(package.pk)
    if received_on > clock.today():
        raise Refused("The received date cannot be in the future.", field="received_on")
    document = documents.store(
        file=file, title="Council document", content_type=documents.type_of(file.name or ""), by=by
    )
    return CouncilDocument.objects.create(
        package=package, kind=kind, document=document, received_on=received_on, recorded_by=by
    )
