"""The routes of the program with the style guide, which else is there only while DEBUG is on."""

from django.urls import path

from nennep.config.urls import urlpatterns as program
from nennep.home.style_guide import style_guide

urlpatterns = [path("kieu-mau/", style_guide), *program]
