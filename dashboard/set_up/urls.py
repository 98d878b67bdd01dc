from django.urls import path

from dashboard.set_up import views

urlpatterns = [
    path("set-up/", views.set_up, name="set_up"),
    path("set-up/live/", views.live, name="set_up_live"),
    path("set-up/not-live/", views.not_live, name="set_up_not_live"),
    path("set-up/no-texts/", views.no_texts, name="no_texts"),
    path("set-up/no-texts/end/", views.send_texts_again, name="send_texts_again"),
    path("set-up/channels/<slug:name>/", views.channel_test, name="channel_test"),
    path("set-up/channels/<slug:name>/send/", views.channel_test_send, name="channel_test_send"),
]
