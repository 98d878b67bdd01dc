import time
from django.db import connection
from django.test import Client


def test_scene(cast):
    from tests.pages.scene import build

    t = time.time()
    s = build(cast)
    print("build", time.time() - t)
    c = Client()
    c.force_login(cast.ben)
    for p in [
        "/",
        f"/people/{s.mine.individual.pk}/",
        "/people/",
        f"/returns/{s.mine.preparing.pk}/",
        f"/people/{s.mine.individual.pk}/plan/",
        "/me/",
        "/safeguarding/",
    ]:
        for _ in range(2):
            t = time.time()
            r = c.get(p)
            print(p, r.status_code, round(time.time() - t, 4))
    c.force_login(cast.noel)
    t = time.time()
    for _ in range(20):
        c.get(f"/people/{s.mine.individual.pk}/")
    print((time.time() - t) / 20)
    c.force_login(cast.ben)
    t = time.time()
    for _ in range(20):
        c.put(f"/people/{s.mine.individual.pk}/")
    print((time.time() - t) / 20)
