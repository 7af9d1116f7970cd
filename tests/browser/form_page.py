"""A page with one field of every kind, to look at the form templates. Only tests have it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from foi.fields import HintedRadioSelect, ThreePartDateField

CHOICES = [("a", "Answered"), ("r", "Refused")]
TEMPLATE = """{% extends "base.html" %}{% block title %}Every field{% endblock %}{% block content %}
{% include "partials/error_summary.html" %}<h1 class="govuk-heading-l">Every field</h1>
<form method="post" enctype="multipart/form-data" novalidate>{% csrf_token %}
{% for field in form %}{{ field.as_field_group }}{% endfor %}
<button class="govuk-button">Send</button></form>{% endblock %}"""


class EveryField(forms.Form):
    name = forms.CharField(label="Your name", help_text="A title or initial will do.")
    mail = forms.EmailField(label="E-mail address")
    words = forms.CharField(label="Covering words", widget=forms.Textarea(attrs={"rows": 4}))
    council = forms.ChoiceField(label="Council", choices=[("", "Choose"), *CHOICES])
    seen = forms.ChoiceField(
        label="Who may see it?",
        help_text="You can lower this later.",
        choices=CHOICES,
        widget=HintedRadioSelect(hints={"a": "Everybody sees the answer."}),
    )
    grounds = forms.MultipleChoiceField(
        label="Grounds", choices=CHOICES, widget=forms.CheckboxSelectMultiple
    )
    sent = ThreePartDateField(label="When was it sent?", help_text="Such as 20 11 2026")
    file = forms.FileField(label="The reply")
    sure = forms.BooleanField(label="I have read it", help_text="All of it.")


def every_field(request: HttpRequest) -> HttpResponse:
    form = EveryField(request.POST, request.FILES) if request.method == "POST" else EveryField()
    template = engines["django"].from_string(TEMPLATE)
    return HttpResponse(template.render({"form": form}, request))


urlpatterns = [path("every-field/", every_field)]
