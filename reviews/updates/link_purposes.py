"""What a link without an account may be for here: the keyworker update (T4.9)."""

from accounts.code_links.purposes import LinkPurpose, register
from accounts.enums import Permission
from accounts.models import CodeLink
from accounts.walls import is_hidden
from casework.models import KeyworkerTerm
from contracts.posts import contracts_of
from core import clock
from reviews.models import KeyworkerUpdate


def why_update_link_ended(link: CodeLink) -> str:
    """Return why a link to an update ends: the update was sent by mistake, the contract is over, its maker has no post
    there, or a wall hides the person from them; another keyworker was named since; or the address is no longer one of
    the Council's.
    """
    updates = KeyworkerUpdate.with_struck.filter(pk=link.record_id).select_related("package__case__contract__council")
    update = updates.get()
    if update.struck_at is not None:
        return "The update was marked as entered in error."
    package = update.package
    contract, individual_id = package.case.contract, package.case.individual_id
    if not contract.runs_on(clock.today()):
        return "The contract does not run any more."
    if not contract.council.has_address(link.email):
        return "The email address is not one of the Council’s any more."
    maker = link.recorded_by
    if maker is None or contract.pk not in contracts_of(maker):
        return "Whoever made the link has no role in the contract any more."
    if is_hidden(maker, package.pk, individual_id):
        return "Whoever made the link may no longer open the record."
    named = KeyworkerTerm.objects.on(clock.today()).filter(individual=individual_id, recorded_at__gt=link.recorded_at)
    return "Another keyworker was named since the link was made." if named.exists() else ""


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
