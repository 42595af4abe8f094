"""What results consist of. Fractions are exact; an interval is between what is sure and what is possible.

Made by `classes.py` from the JSON Schemas of the engine: change those, not this.
"""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Union

from kitemark._percent import Percentage


@dataclass(frozen=True, slots=True)
class Stamp:
    """What was scored against what, by digest."""

    charter_id: str
    """The charter's id."""

    charter_title: str
    """The charter's title."""

    edition: str
    """The charter's edition."""

    charter_sha256: str
    """SHA-256 of the charter's canonical text, without comments and examples."""

    profile_sha256: str
    """SHA-256 of the profile's bytes, line ends as LF."""

    review_sha256: str | None
    """SHA-256 of the review applied, if any."""

    engine_version: str
    """The version of the engine."""

    as_of: datetime.date
    """The day the profile speaks of."""

    changes: tuple[str, ...]
    """Changes made to the profile before it was scored, as ``PATH=VALUE``."""


@dataclass(frozen=True, slots=True)
class AwardResult:
    """The award."""

    id: str | None
    """The award that is sure, by ``low``; ``None`` for none."""

    title: str | None
    """Its title."""

    provisional: str | None
    """A better award that only ``high`` reaches."""

    valid_until: datetime.date | None
    """The last day the award is valid."""

    arithmetic: str | None
    """The award that the score alone would earn, before gates and caps."""

    limits: tuple[LimitResult, ...]
    """What stood between this award and the better ones, by ``low``."""


@dataclass(frozen=True, slots=True)
class LimitResult:
    """A need that is not met or a cap that bites."""

    kind: LimitKind
    """What kind of limit."""

    award: str
    """For a need, the award that is missed; for a cap, the best award it leaves, or ``none``."""

    text: str
    """What bit, in the charter's words."""

    because: str | None
    """Why, for a cap (``if so: …`` where its condition is open); for a need, what falls short."""

    ids: tuple[str, ...]
    """The criteria or principles that fall short."""


class LimitKind(str, enum.Enum):
    """Whether a limit is a need of an award or a cap on awards."""

    SCORE = "score"
    """A ``needs`` on the score."""

    GATE = "gate"
    """Any other ``needs``."""

    CAP = "cap"
    """A ``limit to``."""


@dataclass(frozen=True, slots=True)
class Interval(Percentage):
    """A score between what is sure and what is possible, as fractions of 1."""

    low: Fraction
    """With everything unanswered or unverified counted as not satisfied."""

    high: Fraction
    """With everything unanswered or unverified counted as satisfied."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """Whether the award hangs on a single weight or criterion."""

    holds: bool
    """Whether the award stays when any one principle's weight is multiplied by 0.75 or 1.25."""

    breaks: tuple[WeightBreak, ...]
    """The changes of weight under which it does not."""

    lightest: LightestChange | None
    """The lightest single criterion that changes the award by being met or unmet."""


@dataclass(frozen=True, slots=True)
class WeightBreak:
    """A change of one principle's weight that changes the award."""

    principle: str
    """The principle."""

    factor: str
    """What its weight is multiplied by: ``0.75`` or ``1.25``."""

    award: str | None
    """The award then; ``None`` for none."""


@dataclass(frozen=True, slots=True)
class LightestChange:
    """A single criterion whose verdict decides the award."""

    criterion: str
    """The criterion."""

    verdict: Verdict
    """The verdict that changes the award: met or unmet."""

    award: str | None
    """The award then; ``None`` for none."""

    weight_percent: Fraction
    """The criterion's share of the total, of 100."""


class Verdict(str, enum.Enum):
    """What came out for a criterion. Where several fit, the first holds."""

    ERROR = "error"
    """A value it rests on cannot be read, or arithmetic went out of range."""

    NOT_APPLICABLE = "not_applicable"
    """It does not apply; it leaves the score."""

    MET = "met"
    """Satisfied and proven."""

    WAIVED = "waived"
    """A dated exemption applies; it leaves the score."""

    PARTLY = "partly"
    """Not satisfied, but worth part of the credit."""

    UNMET = "unmet"
    """Not satisfied."""

    UNVERIFIED = "unverified"
    """Satisfied as told, but not proven by evidence of the grade asked for."""

    UNANSWERED = "unanswered"
    """Not decided by what is answered."""

    RAISED = "raised"
    """A flag that shows."""

    CLEAR = "clear"
    """A flag that does not show."""


@dataclass(frozen=True, slots=True)
class PrincipleResult:
    """The result of a principle."""

    id: str
    """The principle's id."""

    title: str
    """Its title."""

    weight_percent: Fraction
    """Its share of the total, of 100; 0 where nothing in it could be scored."""

    score: Interval | None
    """Its score; ``None`` where nothing in it could be scored."""


class Obligation(str, enum.Enum):
    """Must, should or flag."""

    MUST = "must"

    SHOULD = "should"

    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """The result of a criterion."""

    id: str
    """The criterion's id."""

    principle: str
    """The principle it belongs to."""

    title: str
    """Its title."""

    obligation: Obligation
    """Must, should or flag."""

    verdict: Verdict
    """What came out."""

    reason: str | None
    """Why, where the verdict needs a word: an error's message, why it does not apply, the reason of a waiver."""

    credit: Interval | None
    """The credit, between 0 and 1; ``None`` for flags and where it leaves the score."""

    weight_percent: Fraction
    """Its share of the total, of 100; 0 where it leaves the score."""

    findings: tuple[Finding, ...]
    """The comparisons that decided the verdict."""

    more_findings: int
    """How many more comparisons there are."""

    unanswered: tuple[str, ...]
    """The fields whose answers would decide it."""

    more_unanswered: int
    """How many more such fields there are."""

    unverified: tuple[str, ...]
    """The claims that lack evidence of the grade asked for, or that a reviewer rejected."""

    more_unverified: int
    """How many more such claims there are."""

    rejected: tuple[str, ...]
    """Those of them that a reviewer rejected."""

    more_rejected: int
    """How many more of them a reviewer rejected."""

    evidence_at_least: str | None
    """The weakest grade of evidence that proves it; ``None`` where none is asked for."""

    evidence: tuple[EvidenceUsed, ...]
    """The evidence given for the claims it rests on."""

    more_evidence: int
    """How many more documents there are."""

    waiver: Waiver | None
    """The exemption that applies."""

    fix: str | None
    """The remedy."""

    because: str | None
    """Why it is asked for."""

    cites: tuple[Cite, ...]
    """Where it comes from."""

    charter_span: Place
    """Where it stands in the charter."""

    overridden: Overridden | None
    """Who decided the verdict in the place of the rules, whose findings stand above."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A comparison that decided a verdict."""

    subject: str | None
    """The record, such as ``contracts[adult-system]``; ``None`` where the comparison is of the whole profile."""

    path: str
    """The field or expression compared, in the charter's words, without the record."""

    observed: str
    """What the profile says."""

    required: str
    """What was asked for, such as ``at least 60 months``."""

    outcome: Outcome
    """How it came out."""

    rests_on: tuple[RestsOn, ...]
    """The values of definitions and fields that the observed value rests on."""

    profile_span: Place | None
    """The value's place in the profile; ``None`` where the profile does not have it."""

    charter_span: Place
    """The comparison's place in the charter."""


class Outcome(str, enum.Enum):
    """How a comparison came out."""

    HOLDS = "holds"
    """It holds."""

    FAILS = "fails"
    """It does not hold."""

    UNANSWERED = "unanswered"
    """It is open."""

    ERROR = "error"
    """It could not be computed."""


@dataclass(frozen=True, slots=True)
class RestsOn:
    """A value that a comparison rests on."""

    name: str
    """A definition's name or a field's path."""

    value: str
    """Its value."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: lines and columns from 1."""

    file: str
    """The file's name."""

    line: int
    """First line."""

    column: int
    """First column, in characters."""

    end_line: int
    """Last line."""

    end_column: int
    """One past the last column."""


@dataclass(frozen=True, slots=True)
class EvidenceUsed:
    """A document that covers a claim."""

    id: str
    """Its id in the profile's register."""

    grade: str | None
    """Its grade."""

    reference: str | None
    """What it is, as the register says."""

    declared_interest: str | None
    """The interest it declares."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """An exemption that applies to a criterion."""

    reason: str
    """The reason, from the criterion's list."""

    label: str | None
    """What the reason means, in the charter's words."""

    until: datetime.date
    """The last day it holds."""

    record: str | None
    """The record it leaves out; ``None`` where it waives the whole criterion."""


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation."""

    source: str
    """The source's id."""

    title: str
    """Its title."""

    place: str | None
    """The place in it."""

    by: str | None
    """Who wrote it."""

    year: str | None
    """When."""

    grade: str | None
    """Its grade of evidence."""

    interest: str | None
    """The interest its author declares."""


@dataclass(frozen=True, slots=True)
class Overridden:
    """A verdict that a reviewer decided in the place of the rules."""

    reviewer: str
    """Who."""

    verdict: Verdict
    """The verdict that the rules give."""

    reason: str
    """Why."""


@dataclass(frozen=True, slots=True)
class ExemptionResult:
    """An exemption that the profile asks for."""

    criterion: str
    """The criterion."""

    record: str | None
    """The record, if it is for one."""

    reason: str
    """The reason."""

    expires: datetime.date | None
    """The last day it holds."""

    status: ExemptionStatus
    """What became of it."""


class ExemptionStatus(str, enum.Enum):
    """What became of an exemption."""

    APPLIED = "applied"
    """It waives the criterion or leaves out the record."""

    NOT_NEEDED = "not_needed"
    """The criterion is met, or does not apply, without it."""

    EXPIRED = "expired"
    """It ended before the profile's day."""

    UNVERIFIED = "unverified"
    """Its evidence is missing or too weak."""

    REFUSED = "refused"
    """It is for a criterion, record or reason that does not allow it, or the criterion is in error."""

    OVERRULED = "overruled"
    """A reviewer decided the criterion's verdict."""


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """The review that was applied, and what it changed."""

    file: str
    """The review's file."""

    reviewer: str
    """Who reviewed."""

    moderates: tuple[str, ...]
    """The reviewers whose reviews this one moderates."""

    accepted: int
    """How many claims the reviewer accepted."""

    rejected: int
    """How many claims the reviewer rejected."""

    corrected: int
    """How many claims the reviewer corrected."""

    undecided: int
    """How many claims that some criterion reads stand as submitted, because nothing was decided on them."""

    before: Standing
    """What the profile came to without the review."""

    without_overrides: Standing | None
    """What it comes to by the decisions on claims alone, where verdicts were overridden."""

    claims: tuple[ReviewedClaim, ...]
    """The claims that were decided on, in the order of the review."""

    more_claims: int
    """How many more claims were decided on."""

    changes: tuple[ChangedVerdict, ...]
    """The criteria whose verdict or credit the review changed, in the charter's order."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An award and a score."""

    award: str | None
    """The award that is sure; ``None`` for none."""

    provisional: str | None
    """A better award that is possible."""

    score: Interval | None
    """The score; ``None`` where nothing could be scored."""


@dataclass(frozen=True, slots=True)
class ReviewedClaim:
    """A claim that a reviewer decided on."""

    claim: str
    """The claim's path, such as ``contracts[adult-system].initial_term``."""

    decision: ClaimDecision
    """The decision."""

    submitted: str
    """What the profile says."""

    corrected: str | None
    """What it is corrected to."""

    reason: str | None
    """Why; an accepted claim may go without."""


class ClaimDecision(str, enum.Enum):
    """What a reviewer says of a claim."""

    ACCEPT = "accept"
    """The evidence given bears it out."""

    REJECT = "reject"
    """It does not: nothing proves the claim."""

    CORRECT = "correct"
    """The evidence says something else."""


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """A criterion whose verdict or credit a review changed."""

    criterion: str
    """The criterion."""

    before: Verdict
    """Its verdict without the review."""

    after: Verdict
    """Its verdict with it."""

    credit_before: Interval | None
    """Its credit without the review; ``None`` where it left the score."""

    credit_after: Interval | None
    """Its credit with it."""

    claims: tuple[str, ...]
    """The rejected and corrected claims that it reads."""

    more_claims: int
    """How many more of them it reads."""

    overridden: bool
    """Whether the reviewer decided the verdict itself."""


class ScorecardFields:
    """The result of scoring one profile against one charter."""

    schema_version: str
    """The version of this format."""

    stamp: Stamp
    """What was scored against what."""

    subject: str | None
    """Whom the profile speaks of: its first text field."""

    award: AwardResult
    """The award and what stood in the way of a better one."""

    score: Interval | None
    """The total score as an interval; ``None`` where nothing could be scored."""

    evidenced: Fraction | None
    """The weight that is answered and evidenced, as a fraction of the weight that applies."""

    robustness: Robustness
    """Whether the award hangs on a single weight or criterion."""

    principles: tuple[PrincipleResult, ...]
    """The principles, in the charter's order."""

    criteria: tuple[CriterionResult, ...]
    """The criteria, in the charter's order."""

    more_questions: int
    """How many more fields are open than the criteria list."""

    exemptions: tuple[ExemptionResult, ...]
    """Every exemption the profile asks for, and what became of it."""

    more_exemptions: int
    """How many more exemptions there are."""

    review: ReviewResult | None
    """The review applied, and what it changed."""


@dataclass(frozen=True, slots=True)
class WayStanding:
    """An award with the score it goes with."""

    award: str | None
    """The award that is sure; ``None`` for none."""

    title: str | None
    """Its title."""

    score: Interval | None
    """The score; ``None`` where nothing could be scored."""

    evidenced: Fraction | None
    """The weight that is answered and evidenced, as a fraction of the weight that applies."""


@dataclass(frozen=True, slots=True)
class NextAward:
    """The award that the way leads to."""

    id: str
    """Its id."""

    title: str
    """Its title."""

    earned: bool
    """Whether it, or a better one, is earned already."""

    needs: tuple[LimitResult, ...]
    """Its needs that are not met."""

    caps: tuple[Cap, ...]
    """The caps that keep it out of reach, whatever is fixed."""


@dataclass(frozen=True, slots=True)
class Cap:
    """A cap in the way, with what would lift it."""

    limit: LimitResult
    """The cap."""

    steps: tuple[Step, ...]
    """What to change so that it does not bite; empty where no answer that it asks for does that."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to change in a profile."""

    serves: str
    """The criterion that it serves, or the cap, in the charter's words."""

    path: str
    """The field."""

    action: Action
    """What to do with it."""


@dataclass(frozen=True, slots=True)
class SetAction:
    """Give an answer, or change it."""
    _variant: ClassVar[str] = "set"

    from_: str | None
    """What it says; ``None`` where it is not answered."""

    to: str
    """What it has to say, as ``--set`` takes it."""

    asked: str | None
    """What the rule asks of it, such as ``less than 50%``; ``None`` where that is another value computed from it."""

    leeway: Leeway | None
    """What else would do; ``None`` where it has to be just this."""

    past: bool
    """Whether it tells of a day that is past, and would have to be an earlier one: only the correction of a mistake
    does that."""


@dataclass(frozen=True, slots=True)
class ProveAction:
    """Prove a claim."""
    _variant: ClassVar[str] = "prove"

    grade: str
    """The weakest grade of evidence that proves it."""


Action = Union[SetAction, ProveAction]
"""What to do with a field."""


class Leeway(str, enum.Enum):
    """What else would do in the place of a value."""

    AT_LEAST = "at_least"
    """More is as good."""

    AT_MOST = "at_most"
    """Less is as good."""

    ANY_OTHER = "any_other"
    """Anything is as good but what is said now."""

    EXAMPLE = "example"
    """Any answer is as good: this one is an example of its kind."""


@dataclass(frozen=True, slots=True)
class FixSet:
    """Criteria that together reach the award."""

    criteria: tuple[str, ...]
    """The criteria, in the order of their ids."""

    weight_percent: Fraction
    """Their share of the total, of 100."""

    gain: Fraction
    """What they add to the score that is sure, as a fraction of 1."""

    also: tuple[str, ...]
    """Criteria to meet besides: changed answers move others too, and without these the award would be missed."""

    steps: tuple[Step, ...]
    """What to change in the profile, caps included, each thing once."""

    by_hand: tuple[str, ...]
    """The criteria and caps for which no change of answers was found that does it: their ``fix`` says what to do."""

    then: WayStanding
    """What really comes out after these steps: other criteria may move with them."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One criterion to bring to full credit."""

    criterion: str
    """The criterion."""

    title: str
    """Its title."""

    obligation: Obligation
    """Must or should."""

    verdict: Verdict
    """How it stands."""

    gain: Fraction
    """What full credit would add to the score that is sure, as a fraction of 1."""

    weight_percent: Fraction
    """Its share of the total, of 100."""

    award: str | None
    """The award with this fix alone, if that is another one."""

    steps: tuple[Step, ...]
    """What to change in the profile; empty where nothing was found that a change of answers would do."""

    fix: str | None
    """The remedy, in the charter's words."""


@dataclass(frozen=True, slots=True)
class Question:
    """An unanswered question."""

    path: str
    """The field."""

    moves: Fraction
    """How far its answer can move the score, as a fraction of 1: what the criteria that wait for it may still gain.
    They may wait for other answers too."""

    criteria: tuple[str, ...]
    """The criteria that wait for it."""

    must: bool
    """Whether a must is among them."""

    caps: tuple[str, ...]
    """The caps that count as long as it is not answered, in the charter's words."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that lacks evidence."""

    path: str
    """The field."""

    grade: str | None
    """The weakest grade of evidence that proves it for all criteria that rest on it."""

    moves: Fraction
    """What the criteria that rest on it may still gain, as a fraction of 1. They may rest on other claims too."""

    criteria: tuple[str, ...]
    """The criteria that rest on it."""

    must: bool
    """Whether a must is among them."""


class WayFields:
    """The way from what a profile earns to an award."""

    schema_version: str
    """The version of this format."""

    subject: str | None
    """Whom the profile speaks of: its first text field."""

    now: WayStanding
    """Where the profile stands."""

    to: NextAward | None
    """The award the way leads to; ``None`` where the best one is earned already."""

    sets: tuple[FixSet, ...]
    """The smallest sets of fixes that reach it: by number of fixes, then by weight, then by id."""

    exact: bool
    """Whether the sets are surely the smallest. Where there is too much to go through, one is told that may not be."""

    untried: bool
    """Whether there is so much to try that not every remedy was looked for: steps may be missing."""

    fixes: tuple[Fix, ...]
    """Every criterion that counts and is not met, the one that gains most first."""

    questions: tuple[Question, ...]
    """The unanswered questions, the one that can move the result furthest first."""

    more_questions: int
    """How many more questions there are."""

    claims: tuple[Claim, ...]
    """The claims that lack evidence, the one that weighs most first."""

    more_claims: int
    """How many more such claims there are."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A charter, by name and digest."""

    id: str
    """Its id."""

    title: str
    """Its title."""

    edition: str
    """Its edition."""

    sha256: str
    """SHA-256 of its canonical text, without comments and examples."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submission in its place."""

    file: str
    """Its file."""

    subject: str | None
    """Whom the profile speaks of, cut after 200 characters; ``None`` where it gives no name."""

    as_of: datetime.date
    """The day the profile speaks of."""

    award: str | None
    """The award that is sure; ``None`` for none."""

    provisional: str | None
    """A better award, if everything open or not proven turns out well."""

    score: Interval | None
    """The total score; ``None`` where nothing could be scored."""

    evidenced: Fraction | None
    """The weight that is answered and evidenced, as a fraction of the weight that applies."""

    failed_musts: int
    """How many musts surely fail: they are not met, or cannot be judged."""

    reviewer: str | None
    """Who reviewed it, and whose decisions it is judged by; ``None`` where it is judged as submitted."""

    errors: int
    """How many errors it has; the criteria that rest on them are in error."""

    verdicts: tuple[Verdict, ...]
    """How each criterion came out, in the order of the round's criteria."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A submission that could not be scored."""

    file: str
    """Its file."""

    why: str
    """Why, in a few words."""


@dataclass(frozen=True, slots=True)
class AwardCount:
    """How many submissions have an award."""

    id: str | None
    """The award; ``None`` for none."""

    title: str | None
    """Its title."""

    sure: int
    """How many surely have it."""

    provisional: int
    """How many more would have it if all that is open or not proven turned out well; they may have a lower one for
    sure."""


@dataclass(frozen=True, slots=True)
class Principle:
    """A principle, by name."""

    id: str
    """Its id."""

    title: str
    """Its title."""


@dataclass(frozen=True, slots=True)
class CriterionTally:
    """How a criterion came out over all submissions."""

    id: str
    """Its id."""

    principle: str
    """The principle it belongs to."""

    title: str
    """Its title."""

    obligation: Obligation
    """Must, should or flag."""

    verdicts: dict[str, int]
    """How many submissions have each verdict; verdicts that none has are left out."""

    applies: int
    """How many it applies to: all but those where it does not apply or is waived."""

    failing: int
    """How many surely fail it: it is not met or cannot be judged, or the flag is raised."""

    failing_share: Fraction | None
    """Those of ``applies``; ``None`` where it applies to none."""

    lost: Lost | None
    """What it costs a submission on average, over all that were scored; ``None`` for flags."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What a criterion costs on average, of 100 points."""

    sure: Fraction
    """For sure."""

    possible: Fraction
    """If everything open or not proven turns out badly."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question, and how many profiles leave it open where its answer would decide something."""

    record: str | None
    """The kind of record it is asked of; ``None`` for the profile itself."""

    field: str
    """The field, such as ``review.every``."""

    label: str | None
    """The question in the charter's words."""

    submissions: int
    """How many profiles leave it open."""


@dataclass(frozen=True, slots=True)
class WeightingEffect:
    """Who would have another award under other weights."""

    changes: tuple[AwardChange, ...]
    """The submissions whose award would be another."""

    weights: str
    """Which it is: ``scaled``, ``equal``, ``given``."""

    principle: str | None
    """The principle."""

    factor: str | None
    """What its weight is multiplied by: ``0.75`` or ``1.25``."""

    text: str | None
    """The weights, as they were given: ``price=2, quality=1.5``."""


@dataclass(frozen=True, slots=True)
class AwardChange:
    """A submission whose award is another."""

    file: str
    """Its file."""

    subject: str | None
    """Whom it speaks of."""

    from_: str | None
    """The award as it is; ``None`` for none."""

    to: str | None
    """The award then; ``None`` for none."""


@dataclass(frozen=True, slots=True)
class Close:
    """A submission whose sure score is close to what an award needs."""

    file: str
    """Its file."""

    subject: str | None
    """Whom it speaks of."""

    award: str
    """The award."""

    needed: Fraction
    """The score it needs."""

    score: Fraction
    """The sure score."""

    margin_percent: Fraction
    """How far the score lies above what is needed, of 100 points; below 0 if it falls short."""

    other_barriers: int
    """How much other than the score stands in the award's way."""


@dataclass(frozen=True, slots=True)
class Against:
    """What another charter would change."""

    charter: Edition
    """The other charter."""

    submissions: tuple[Moved, ...]
    """Every submission that could be scored under both, in the order of the round."""

    refused: tuple[Refused, ...]
    """Those that the other charter cannot score."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A submission under two charters."""

    file: str
    """Its file."""

    subject: str | None
    """Whom it speaks of."""

    from_: str | None
    """The award as it is; ``None`` for none."""

    to: str | None
    """The award then; ``None`` for none."""

    score_from: Interval | None
    """The score under the round's charter."""

    score_to: Interval | None
    """The score under the other."""


class RoundFields:
    """All submissions under one charter."""

    schema_version: str
    """The version of this format."""

    engine_version: str
    """The version of the engine."""

    charter: Edition
    """The charter."""

    submissions: tuple[Submitted, ...]
    """The submissions, best first: by award, then by what is sure of the score, by what is possible, by file."""

    refused: tuple[Refused, ...]
    """Those that could not be scored."""

    awards: tuple[AwardCount, ...]
    """The awards, best first, then none."""

    principles: tuple[Principle, ...]
    """The principles, in the charter's order."""

    criteria: tuple[CriterionTally, ...]
    """The criteria, in the charter's order."""

    open_questions: tuple[OpenQuestion, ...]
    """The questions left open, by how many leave them so."""

    weightings: tuple[WeightingEffect, ...]
    """What other weights would change."""

    close: tuple[Close, ...]
    """The submissions whose sure score lies within two points of what an award needs."""

    against: Against | None
    """What the other charter would change; ``None`` where none was asked about."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two results."""

    stamp: Stamp
    """What was scored against what."""

    subject: str | None
    """Whom the profile speaks of."""

    award: str | None
    """The award that is sure; ``None`` for none."""

    provisional: str | None
    """A better award that only the high score reaches."""

    score: Interval | None
    """The score; ``None`` where nothing could be scored."""

    evidenced: Fraction | None
    """The weight that is answered and evidenced, as a fraction of the weight that applies."""

    own_limits: tuple[LimitResult, ...]
    """What stands in the way of better awards here and not on the other side."""


@dataclass(frozen=True, slots=True)
class FractionEnds:
    """Something for each end of a score."""

    low: Fraction
    """For what is sure."""

    high: Fraction
    """For what is possible."""


@dataclass(frozen=True, slots=True)
class PrincipleDifference:
    """A principle on both sides."""

    id: str
    """Its id."""

    title: str
    """Its title."""

    earlier: PrincipleSide | None
    """On the earlier side; ``None`` where the charter does not have it."""

    later: PrincipleSide | None
    """On the later side."""

    contribution: ContributionEnds | None
    """What its criteria contribute together; ``None`` where a side could not be scored."""


@dataclass(frozen=True, slots=True)
class PrincipleSide:
    """A principle on one side."""

    score: Interval | None
    """Its score; ``None`` where nothing in it could be scored."""

    weight_percent: Fraction
    """Its share of the total, of 100."""


@dataclass(frozen=True, slots=True)
class ContributionEnds:
    """Something for each end of a score."""

    low: Contribution
    """For what is sure."""

    high: Contribution
    """For what is possible."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a criterion, or several together, contribute to a difference of scores."""

    credit: Fraction
    """By another credit."""

    weight: Fraction
    """By another weight: the charter gives another, or it counts on one side alone, or others do."""


@dataclass(frozen=True, slots=True)
class CriterionDifference:
    """A criterion on both sides."""

    id: str
    """Its id."""

    principle: str
    """The principle it belongs to."""

    title: str
    """Its title."""

    earlier: CriterionSide | None
    """On the earlier side; ``None`` where the charter does not have it."""

    later: CriterionSide | None
    """On the later side."""

    contribution: ContributionEnds | None
    """What it contributes to the difference of the scores; ``None`` where a side could not be scored."""

    findings: tuple[FindingPair, ...]
    """The comparisons that came out otherwise, where the verdict or the credit did."""

    more_findings: int
    """How many more may have: a scorecard does not list every comparison, and what it does not list is compared with
    nothing."""


@dataclass(frozen=True, slots=True)
class CriterionSide:
    """A criterion on one side."""

    obligation: Obligation
    """Must, should or flag."""

    verdict: Verdict
    """What came out."""

    reason: str | None
    """Why, where the verdict needs a word."""

    credit: Interval | None
    """The credit; ``None`` for flags and where it leaves the score."""

    weight_percent: Fraction
    """Its share of the total, of 100; 0 where it leaves the score."""

    unanswered: tuple[str, ...]
    """The fields whose answers would decide it."""

    more_unanswered: int
    """How many more such fields there are."""

    unverified: tuple[str, ...]
    """The claims that lack evidence of the grade asked for."""

    more_unverified: int
    """How many more such claims there are."""


@dataclass(frozen=True, slots=True)
class FindingPair:
    """A comparison on both sides, by the field it is of."""

    name: str
    """The field or expression compared, with its record."""

    earlier: Found | None
    """What the earlier side found; ``None`` where it did not make the comparison, or all was as it should be."""

    later: Found | None
    """What the later side found."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a comparison found."""

    observed: str
    """What the profile says."""

    required: str
    """What was asked for."""

    outcome: Outcome
    """How it came out."""


class DifferenceFields:
    """What makes the difference between two results. Every difference is the later one less the earlier one."""

    schema_version: str
    """The version of this format."""

    earlier: Side
    """The earlier result, or the first."""

    later: Side
    """The later result, or the second."""

    score: FractionEnds | None
    """The difference of the scores; ``None`` where one of them could not be scored."""

    principles: tuple[PrincipleDifference, ...]
    """Every principle of either charter, in the order of the later one; those it no longer has come last."""

    criteria: tuple[CriterionDifference, ...]
    """Every criterion of either charter, in the same order."""


@dataclass(frozen=True, slots=True)
class ClaimAgreement:
    """How far two reviewers agree on claims."""

    both: int
    """How many claims both decided on."""

    agreed: int
    """On how many of them both decided the same. Corrections agree where their values are equal."""

    agreement: Fraction | None
    """The share of these; ``None`` where both decided on no claim."""

    kappa: Kappa | None
    """Agreement beyond chance, of the decisions to accept, to reject, and to correct to each value; ``None`` where it
    is not defined: where there is nothing to compare, or both decided one and the same throughout."""

    only: tuple[int, ...]
    """How many claims only one of them decided on, in the order of the reviewers. They do not count above."""

    undecided: int
    """How many listed claims neither decided on. They do not count either."""

    disagreements: tuple[Disagreement, ...]
    """The decisions that differ, in the order of the first review."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """How far two reviewers agree beyond what chance would bring about: 1 for complete agreement, 0 for no more than
    chance, below 0 for less. With its 95% interval. The coefficient is Cohen's (1960,
    [doi:10.1177/001316446002000104]); the interval is 1.96 times the standard error for large samples by Fleiss, Cohen
    and Everitt (1969, [doi:10.1037/h0028106]), cut at -1 and 1. It is rough where few claims were decided on. Both are
    computed in exact fractions, the square root to nine places. [doi:10.1177/001316446002000104]:
    https://doi.org/10.1177/001316446002000104 [doi:10.1037/h0028106]: https://doi.org/10.1037/h0028106"""

    value: Fraction
    """The coefficient."""

    low: Fraction
    """The lower end of its 95% interval."""

    high: Fraction
    """The upper end."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something on which two reviewers disagree."""

    of: str
    """The claim's path, or the criterion's id."""

    submitted: str | None
    """What the profile says, for a claim."""

    views: tuple[View, ...]
    """What each of them says."""


@dataclass(frozen=True, slots=True)
class View:
    """What one reviewer says."""

    decision: str
    """The decision: ``accept``, ``reject``, ``correct to 36 months``; a verdict, or ``as the rules say``."""

    reason: str | None
    """Why."""


@dataclass(frozen=True, slots=True)
class VerdictAgreement:
    """How far two reviewers agree on verdicts. Most criteria are left to the rules by both, which would drown any
    coefficient, so that only those count that one of them overrides."""

    overridden: int
    """How many verdicts are overridden by either of them."""

    agreed: int
    """How many of these are overridden by both in the same way."""

    disagreements: tuple[Disagreement, ...]
    """The verdicts that differ, in the charter's order."""


class AgreementFields:
    """How far two reviewers agree on one submission."""

    charter_id: str
    """The charter's id."""

    edition: str
    """The charter's edition."""

    profile: str
    """The file of the profile that both reviewed."""

    reviewers: tuple[str, ...]
    """Who reviewed."""

    review_sha256: tuple[str, ...]
    """SHA-256 of the two reviews."""

    claims: ClaimAgreement
    """The claims."""

    verdicts: VerdictAgreement
    """The verdicts that either of them overrides."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to ask."""

    path: str
    """The field."""

    moves: Fraction
    """How far its answer can move the score, as a fraction of 1: what the criteria that wait for it may still gain.
    They may wait for other answers too."""

    criteria: tuple[str, ...]
    """The criteria that wait for it."""

    must: bool
    """Whether a must is among them."""

    caps: tuple[str, ...]
    """The caps that count as long as it is not answered, in the charter's words."""

    text: str
    """The question, in the charter's words."""

    type: str
    """What the answer is, for programs, such as ``yes_no`` or ``money``: see [``Type::name``]. [``Type::name``]:
    kitemark_dsl::charter::Type::name"""

    answer: str
    """What the answer is, for people, such as ``an amount in GBP``."""

    unit: str | None
    """The unit: a currency, a unit of the charter, ``%``."""

    example: str | None
    """How an answer is written, such as ``60 months``; ``None`` where there is nothing to explain."""

    choices: tuple[Choice, ...]
    """The answers to choose from; empty where it is no choice."""

    outcomes: tuple[FormOutcome, ...]
    """What each answer would bring about: every one of a choice, for measures one on each side of every limit that
    rules set."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to choose."""

    value: str
    """As profiles write it."""

    label: str | None
    """What it means; ``None`` where the charter says no more."""


@dataclass(frozen=True, slots=True)
class FormOutcome:
    """What an answer would bring about."""

    answer: str
    """The answer."""

    set: str
    """What gives it: ``PATH=VALUE``, to be set in the profile."""

    then: WayStanding
    """What comes out with the answer alone."""

    possible: str | None
    """The award that is then possible, if everything still open turns out well."""

    proven: WayStanding
    """What comes out if the answer is proven by evidence of the best grade."""

    criteria: tuple[Effect, ...]
    """The criteria that come out otherwise."""

    opens: tuple[str, ...]
    """The questions that are open only then."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What an answer does to a criterion."""

    criterion: str
    """The criterion."""

    now: Verdict
    """Its verdict now."""

    then: Verdict
    """Its verdict with the answer alone."""

    proven: Verdict
    """Its verdict if the answer is proven."""


class FormFields:
    """The open questions of a profile."""

    schema_version: str
    """The version of this format."""

    subject: str | None
    """Whom the profile speaks of: its first text field."""

    now: WayStanding
    """Where the profile stands."""

    possible: str | None
    """The award if everything open turns out well."""

    questions: tuple[Asked, ...]
    """The questions to ask, the one that can move the result furthest first."""

    more: int
    """How many more are open."""

    untried: bool
    """Whether there is so much to try that not every answer was tried: outcomes may be missing."""
