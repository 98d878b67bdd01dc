from django import forms

from design.fields import DayField, TimeField
from design.forms import PlainForm
from design.layout import Times


class PlanVisitForm(PlainForm):
    submit_label = "Plan the visit"

    worker = forms.ChoiceField(label="Worker")
    day = DayField(label="Day")
    begins = TimeField(label="From")
    ends = TimeField(label="To")
    out_of_hours_reason = forms.CharField(max_length=200, required=False, label="Outside service hours: why")

    def __init__(self, *args, workers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = [(str(worker.pk), str(worker)) for worker in workers]

    def arrange(self):
        return ["worker", "day", Times("begins", "ends", legend="Times"), "out_of_hours_reason"]
