"""Tables of running SOPs. State is the truth; events are its history, and fold to the same state.

Row numbers are made from the run and the kernel's own number (``row_id``), so the key itself
refuses a second writer.
"""

from django.db import models
from django.db.models import Q

from himpun.runs.rules import KIND_LENGTH, NODE_LENGTH, TEXT, number_of


class Run(models.Model):
    """One run of an SOP version for a period. ``last_event`` is also its revision; ``started_by``
    is None where a rule of the schedule started it."""

    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    sop = models.ForeignKey("sops.SopVersion", on_delete=models.PROTECT, related_name="+")
    sop_key = models.CharField(max_length=NODE_LENGTH)
    fingerprint = models.CharField(max_length=64)
    period = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    last_id = models.BigIntegerField(default=0)
    last_event = models.BigIntegerField(default=0)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        "office.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    suspended_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One live run of an SOP per period."""

        constraints = [
            models.UniqueConstraint(
                fields=["agency", "sop_key", "period"],
                condition=~Q(state="cancelled"),
                name="one_run_per_period",
            )
        ]
        indexes = [models.Index(fields=["agency", "state", "-started_at"], name="runs_of_agency")]

    def __str__(self) -> str:
        """The SOP and the period."""
        return f"{self.sop_key} {self.period}"


class RunUnit(models.Model):
    """A unit that takes part in a run, as it was named then."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="units")
    code = models.CharField(max_length=NODE_LENGTH)
    name = models.CharField(max_length=TEXT)
    kind = models.CharField(max_length=NODE_LENGTH)
    excused = models.BooleanField(default=False)
    extended_to = models.DateTimeField(null=True)
    position = models.PositiveIntegerField()

    class Meta:
        """A unit takes part once."""

        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "code"], name="unit_once_in_a_run")]

    def __str__(self) -> str:
        """The unit's name."""
        return self.name


class Scope(models.Model):
    """Holds one token: the root of a run, a unit of a fan-out, a branch, a side branch."""

    id = models.BigIntegerField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="scopes")
    block_no = models.BigIntegerField(null=True)
    unit = models.CharField(max_length=NODE_LENGTH, blank=True)
    branch = models.PositiveIntegerField(default=0)
    side_of_no = models.BigIntegerField(null=True)
    live = models.BooleanField(default=True)
    limit_at = models.DateTimeField(null=True)
    limit_told = models.BooleanField(default=False)
    late_step = models.CharField(max_length=NODE_LENGTH, blank=True)

    class Meta:
        """Found live in their run, and by a limit that has not been told."""

        indexes = [
            models.Index(fields=["run"], condition=Q(live=True), name="live_scopes"),
            models.Index(
                fields=["limit_at"], condition=Q(live=True, limit_told=False), name="scope_limits"
            ),
        ]

    def __str__(self) -> str:
        """The unit, or which scope it is."""
        return self.unit or f"ruang {number_of(self.pk)}"


class Block(models.Model):
    """An opened fan-out or parallel block that waits for ``left`` scopes."""

    id = models.BigIntegerField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="blocks")
    scope_no = models.BigIntegerField()
    node = models.CharField(max_length=NODE_LENGTH)
    left = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    live = models.BooleanField(default=True)

    class Meta:
        """Found live in their run."""

        indexes = [models.Index(fields=["run"], condition=Q(live=True), name="live_blocks")]

    def __str__(self) -> str:
        """The node it stands at."""
        return self.node


class Visit(models.Model):
    """One time that a step was open, in a unit or for the agency. What the holder filled in
    (``content``) and who they were on that day stay as they were."""

    id = models.BigIntegerField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="visits")
    agency = models.ForeignKey("office.Agency", on_delete=models.PROTECT, related_name="+")
    sop_key = models.CharField(max_length=NODE_LENGTH)
    scope_no = models.BigIntegerField()
    node = models.CharField(max_length=NODE_LENGTH)
    unit = models.CharField(max_length=NODE_LENGTH, blank=True)
    round = models.PositiveIntegerField()
    state = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    risk_at = models.DateTimeField(null=True)
    window_opens_at = models.DateTimeField(null=True)
    window_closes_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    exit = models.CharField(max_length=KIND_LENGTH, blank=True)
    parts = models.JSONField(default=list)
    assignee = models.ForeignKey(
        "office.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    back = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    overdue_told = models.BooleanField(default=False)
    extended_to = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        "office.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    done_as = models.CharField(max_length=TEXT, blank=True)
    content = models.JSONField(default=dict)

    class Meta:
        """Rounds of a step in a unit count from 1; open visits are found by agency and by due."""

        constraints = [
            # The unit before the step: a step asks for the rounds of its own unit, however many
            # other units there are.
            models.UniqueConstraint(
                fields=["run", "unit", "node", "round"], name="rounds_of_a_step"
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "sop_key", "unit", "node"],
                condition=Q(state="open"),
                name="open_visits",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(state="open", overdue_told=False),
                name="visits_not_told",
            ),
            models.Index(fields=["done_by", "-finished_at"], name="visits_done_by"),
        ]

    def __str__(self) -> str:
        """The step, unit and round."""
        return f"{self.node} {self.unit} {self.round}".strip()

    @property
    def number(self) -> int:
        """The kernel's number of this visit."""
        return number_of(self.pk)


class Event(models.Model):
    """What happened, in order and without gap; who did it, in which capacity, as of that day."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="events")
    no = models.BigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=KIND_LENGTH)
    body = models.JSONField()
    visit_no = models.BigIntegerField(null=True)
    actor = models.ForeignKey(
        "office.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor_text = models.CharField(max_length=TEXT, blank=True)
    capacity = models.CharField(max_length=TEXT, blank=True)
    command_key = models.CharField(max_length=64, null=True)  # noqa: DJ001 - unique where there

    class Meta:
        """Numbered without gap in each run; a repeated command key finds its first answer."""

        ordering = ["run", "no"]
        constraints = [
            models.UniqueConstraint(fields=["run", "no"], name="event_numbers"),
            models.UniqueConstraint(fields=["run", "command_key"], name="command_keys"),
        ]

    def __str__(self) -> str:
        """The number and kind."""
        return f"{self.no} {self.kind}"


class Draft(models.Model):
    """What a person has filled in on an open step and not yet handed on."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        """One draft per person and step."""

        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="one_draft_each")]

    def __str__(self) -> str:
        """The step."""
        return f"draf langkah {number_of(self.visit_id)}"


class Attachment(models.Model):
    """A file that somebody put to a step. Taken away, it stays in the record, marked."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey("archive.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=TEXT)
    paper = models.CharField(max_length=NODE_LENGTH, blank=True)
    added_by = models.ForeignKey("office.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """The file's name."""
        return self.name


class StartLetter(models.Model):
    """The letter from outside with which a run began; its scan is a file of the first step."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="start_letter")
    number = models.CharField(max_length=TEXT)
    dated_on = models.DateField()
    sender = models.CharField(max_length=TEXT)
    subject = models.CharField(max_length=TEXT)
    received_on = models.DateField()
    scan = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        """Its number and subject."""
        return f"{self.number}: {self.subject}"
