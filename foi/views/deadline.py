"""The public deadline calculator: any of the laws, with the whole sum."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foi.forms.deadline import FRIENDLY, DeadlineForm
from foi.models import BankHoliday
from foi.rules.explaining import explain
from foi.rules.regimes import regime_named


@require_safe
def deadline(http_request: HttpRequest) -> HttpResponse:
    """The form, and the result of what its address says. Needs no account, keeps nothing."""
    form = DeadlineForm(http_request.GET or None)
    page = {"form": form, "counted": None}
    if form.is_valid():
        table = BankHoliday.objects.table()
        counted = form.count(holidays=table, complaint_days=settings.COMPLAINT_DAYS)
        if counted is not None:
            regime = regime_named(counted.regime)
            page |= {
                "counted": counted,
                "words": explain(counted, form.happened()),
                "regime": FRIENDLY[regime.code],
                "source": regime.source,
            }
    return render(http_request, "deadline/deadline.html", page)
