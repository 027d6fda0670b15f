"""Routes of the app."""

from django.urls import path

from nennep.records.views import certificate

app_name = "records"
urlpatterns = [
    path("certificates/<int:pk>/pdf/", certificate.pdf, name="certificate_pdf"),
    path("certificates/<int:pk>/revoke/", certificate.revoke, name="revoke"),
]
