from django.urls import path

from visits.views import contact, day, log, person, phone, phone_notes, planning

urlpatterns = [
    path("visits/", day.visits, name="visits"),
    path("visits/planned/<uuid:pk>/", day.door, name="visit_door"),
    path("visits/planned/<uuid:pk>/log/", log.log_planned, name="visit_log_planned"),
    path("visits/<uuid:pk>/", log.visit, name="visit"),
    path("visits/<uuid:pk>/correct/", log.correct, name="visit_correct"),
    path("visits/<uuid:pk>/strike/", log.strike, name="visit_strike"),
    path("packages/<uuid:pk>/door/", day.package_door, name="package_door"),
    path("packages/<uuid:pk>/visits/log/", log.log, name="visit_log"),
    path("packages/<uuid:pk>/visits/plan/", planning.plan_visit, name="visit_plan"),
    path("packages/<uuid:pk>/contacts/new/", contact.contact, name="contact_new"),
    path("contacts/<uuid:pk>/strike/", contact.strike_contact, name="contact_strike"),
    path("engagement/<uuid:pk>/", contact.engagement, name="engagement"),
    path("people/<uuid:pk>/visits/", person.person_visits, name="person_visits"),
    path("people/<uuid:pk>/signs/<uuid:visit_id>/", person.sign, name="visit_sign"),
    # Without a signal.
    path("phone/", phone.shell, name="phone"),
    path("phone/sw.js", phone.worker_script, name="phone_worker"),
    path("phone/manifest.webmanifest", phone.manifest, name="phone_manifest"),
    path("phone/who/", phone.who, name="phone_who"),
    path("phone/pack/", phone.pack, name="phone_pack"),
    path("phone/entries/", phone.entries, name="phone_entries"),
    path("phone/hand-in/", phone.hand_in, name="phone_hand_in"),
    path("phone/notes/", phone_notes.notes, name="phone_notes"),
    path("phone/notes/<uuid:pk>/", phone_notes.note, name="phone_note"),
    path("phone/notes/<uuid:pk>/leave-out/", phone_notes.leave_out, name="phone_note_leave_out"),
]
