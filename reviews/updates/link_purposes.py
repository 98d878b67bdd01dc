"""What a link without an account may be for here: the keyworker update (T4.9)."""

from accounts.code_links.purposes import LinkPurpose, register
from accounts.enums import Permission
from accounts.models import CodeLink
from reviews.council_links import why_council_link_ended
from reviews.models import KeyworkerUpdate


def why_update_link_ended(link: CodeLink) -> str:
    """Return why a link to an update ends: it was sent by mistake, or as `why_council_link_ended`."""
    updates = KeyworkerUpdate.with_struck.filter(pk=link.record_id).select_related("package__case__contract__council")
    update = updates.get()
    if update.struck_at is not None:
        return "The update was marked as entered in error."
    return why_council_link_ended(link, update.package)


UPDATE_LINK = register(
    LinkPurpose(
        key="keyworker update",
        title="a keyworker update",
        model=KeyworkerUpdate,
        permission=Permission.WRITE_UPDATE,
        page="linked_update",
        record_page="update",
        why_ended=why_update_link_ended,
    )
)
