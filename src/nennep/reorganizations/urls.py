"""Routes of the app."""

app_name = "reorganizations"
urlpatterns: list[object] = []
