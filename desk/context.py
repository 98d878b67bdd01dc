def navigation(request):
    return {"navigation": [], "who": None}
