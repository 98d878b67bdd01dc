from django.urls import path

from core.record_pages import record_pages
from visits.phone.views import notes, phone

urlpatterns = [
    path("phone/", phone.shell, name="phone"),
    path("phone/sw.js", phone.worker_script, name="phone_worker"),
    path("phone/manifest.webmanifest", phone.manifest, name="phone_manifest"),
    path("phone/who/", phone.signed_in_user, name="phone_who"),
    *record_pages(
        "Offline visit list",
        path("phone/pack/", phone.pack, name="phone_pack"),
        is_fetched_by_phones=True,
    ),
    path("phone/entries/", phone.entries, name="phone_entries"),
    path("phone/hand-in/", phone.hand_in, name="phone_hand_in"),
    *record_pages(
        "Offline visit notes",
        path("phone/notes/", notes.notes, name="phone_notes"),
        path("phone/notes/<uuid:pk>/", notes.note, name="phone_note"),
        path("phone/notes/<uuid:pk>/reject/", notes.reject, name="phone_note_reject"),
    ),
]
