from django.db import models


class ConnectionKind(models.TextChoices):
    PERSON = "person", "Person"
    PLACE = "place", "Place"


class MapFigure(models.TextChoices):
    """What is counted in a connections map."""

    SPREAD = "spread", "Areas of life with someone or somewhere"
    PEOPLE = "people", "People"
    PLACES = "places", "Places"


class MapChange(models.TextChoices):
    """How a figure of a later map differs from that of the first one."""

    UP = "up", "Up"
    SAME = "same", "Same"
    DOWN = "down", "Down"
