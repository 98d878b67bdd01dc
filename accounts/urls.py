from django.urls import path

from accounts import views

urlpatterns = [
    path("drafts/<str:key>/", views.save_draft, name="save_draft"),
    path("drafts/<str:key>/discard/", views.discard_draft, name="discard_draft"),
]
