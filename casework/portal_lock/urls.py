from django.urls import path

from casework.digital_contact import views as digital_contact
from casework.portal_lock import views
from core.record_pages import record_pages

urlpatterns = record_pages(
    "Own pages",
    path("people/<uuid:pk>/own-pages/", views.own_pages, name="person_own_pages"),
    path("people/<uuid:pk>/own-pages/together/", views.set_up_together, name="person_own_pages_together"),
    path("people/<uuid:pk>/own-pages/lock/", views.lock, name="portal_lock"),
    path("people/<uuid:pk>/own-pages/unlock/", views.unlock, name="portal_unlock"),
    path("people/<uuid:pk>/own-pages/review/", views.review, name="portal_lock_review"),
    path("people/<uuid:pk>/own-pages/no-digital-contact/", digital_contact.record, name="no_digital_contact"),
    path("people/<uuid:pk>/own-pages/no-digital-contact/end/", digital_contact.end, name="no_digital_contact_end"),
)
