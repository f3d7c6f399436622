from court.work.reading.addresses import addresses

urlpatterns = addresses("litigant_")
