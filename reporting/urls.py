from django.urls import path

from reporting import views

urlpatterns = [
    path("returns/", views.returns, name="returns"),
    path("returns/open/", views.open_return, name="return_open"),
    path("returns/<uuid:pk>/", views.return_page, name="return"),
    path("returns/<uuid:pk>/figures/<str:key>/", views.figure, name="return_figure"),
    path("returns/<uuid:pk>/sections/<int:number>/", views.write_section, name="return_section"),
    path("returns/<uuid:pk>/sign/", views.sign, name="return_sign"),
    path("returns/<uuid:pk>/seal/", views.seal, name="return_seal"),
    path("returns/<uuid:pk>/pdf/", views.download, name="return_pdf"),
]
