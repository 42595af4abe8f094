//! From answers to the verdict and credit of a criterion.

use kitemark_dsl::charter::{Criterion, CriterionId};
use kitemark_dsl::syntax::Obligation;
use kitemark_dsl::value::Number;

use super::machine::{Answer, Datum, Machine, Proof, Reason, Undefined};
use crate::profile::evidence::has_expired;
use crate::profile::exemption::Exemption;
use crate::program::{CriterionCode, Node, NodeId, Quantifier};
use crate::scorecard::{ExemptionStatus, Verdict};

/// Why a criterion does not apply, or leaves the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leaves {
    /// The `when` with this number does not hold.
    When(usize),
    /// The `unless` with this number holds.
    Unless(usize),
    /// There is nothing to judge.
    NothingToJudge,
}

/// What came out for a criterion, before it is put into words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    /// Low and high, as fractions of 1; none where it leaves the score or is a flag.
    pub(crate) credit: Option<(Number, Number)>,
    pub(crate) leaves: Option<Leaves>,
    pub(crate) open: Vec<Reason>,
    pub(crate) weak: Vec<u32>,
    /// The exemptions that apply, by their place in the profile.
    pub(crate) exemptions: Vec<usize>,
    /// The records they leave out.
    pub(crate) excluded: Vec<u32>,
    /// What the rules say, where a reviewer overrides it.
    pub(crate) overruled: Option<Box<Judgement>>,
}

impl Judgement {
    fn new(verdict: Verdict, credit: Option<(Number, Number)>) -> Self {
        Self {
            verdict,
            credit,
            leaves: None,
            open: Vec::new(),
            weak: Vec::new(),
            exemptions: Vec::new(),
            excluded: Vec::new(),
            overruled: None,
        }
    }

    /// What a reviewer decides instead; `credit` is that of a verdict that leaves it open.
    pub(crate) fn overruled(self, verdict: Verdict, credit: Option<Number>) -> Self {
        let credit = match verdict {
            Verdict::Met => Some(ALL),
            Verdict::Unmet => Some(NOTHING),
            _ => credit.map(|credit| (credit, credit)),
        };
        Self { overruled: Some(Box::new(self)), ..Self::new(verdict, credit) }
    }

    /// The fields that are not answered.
    pub(crate) fn missing(&self) -> impl Iterator<Item = u32> {
        self.open.iter().filter_map(|reason| match reason {
            Reason::Missing(cell) => Some(*cell),
            _ => None,
        })
    }

    /// Whether it took more steps than the limit allows.
    pub(crate) fn gave_up(&self) -> bool {
        self.open.iter().any(|reason| matches!(reason, Reason::Undefined(_, Undefined::BudgetSpent)))
    }

    /// What the rules say, whoever overrides it.
    pub(crate) fn by_the_rules(&self) -> &Self {
        self.overruled.as_deref().unwrap_or(self)
    }

    fn leaving(verdict: Verdict, leaves: Leaves) -> Self {
        Self { leaves: Some(leaves), ..Self::new(verdict, None) }
    }

    fn with(self, open: Vec<Reason>, weak: Vec<u32>) -> Self {
        Self { open: sorted(open), weak: sorted(weak), ..self }
    }
}

const NOTHING: (Number, Number) = (Number::ZERO, Number::ZERO);
const ALL: (Number, Number) = (Number::ONE, Number::ONE);
const ANY: (Number, Number) = (Number::ZERO, Number::ONE);

/// An answer with what it rests on.
struct Found {
    answer: Answer,
    open: Vec<Reason>,
    weak: Vec<u32>,
}

impl Found {
    fn is_error(&self) -> bool {
        self.open.iter().any(|reason| reason.is_error())
    }

    /// The claims it rests on, if it is decided.
    fn decided(self) -> Vec<u32> {
        if self.answer == Answer::Open { Vec::new() } else { self.weak }
    }

    /// Yes or no, and proven.
    fn is(&self, answer: Answer) -> bool {
        self.answer == answer && self.weak.is_empty()
    }
}

/// Judges one criterion, and says what becomes of the exemptions asked for it.
pub(crate) fn judge(
    machine: &mut Machine<'_>,
    id: CriterionId,
    criterion: &Criterion,
    code: &CriterionCode,
    statuses: &mut [ExemptionStatus],
) -> Judgement {
    let flag = criterion.syntax.obligation == Obligation::Flag;
    machine.reset(Proof::of(criterion));
    let plain = apply(machine, criterion, code);
    if flag {
        return as_flag(plain);
    }
    let asked: Vec<(usize, &Exemption)> =
        machine.facts.exemptions.iter().enumerate().filter(|(_, exemption)| exemption.id == Some(id)).collect();
    if asked.is_empty() {
        return plain;
    }
    let mut valid: Vec<(usize, &Exemption)> = Vec::new();
    for (at, exemption) in asked {
        let status = standing(machine, criterion, exemption, &plain);
        if status == ExemptionStatus::Applied {
            valid.push((at, exemption));
        }
        if let Some(slot) = statuses.get_mut(at) {
            *slot = status;
        }
    }
    waive(machine, criterion, code, plain, &valid)
}

/// Whether an exemption could apply.
fn standing(machine: &Machine<'_>, criterion: &Criterion, exemption: &Exemption, plain: &Judgement) -> ExemptionStatus {
    let Some(expires) = exemption.expires else { return ExemptionStatus::Refused };
    if has_expired(expires, machine.facts.as_of) {
        return ExemptionStatus::Expired;
    }
    let best = machine.facts.coverages.get(exemption.coverage as usize).and_then(|coverage| coverage.best);
    if criterion.evidence.is_some_and(|asked| best.is_none_or(|grade| grade > asked)) {
        return ExemptionStatus::Unverified;
    }
    match plain.verdict {
        Verdict::Met | Verdict::NotApplicable => ExemptionStatus::NotNeeded,
        Verdict::Error => ExemptionStatus::Refused,
        _ => ExemptionStatus::Applied,
    }
}

/// Waives the whole criterion, or judges it without the records that exemptions leave out.
fn waive(
    machine: &mut Machine<'_>,
    criterion: &Criterion,
    code: &CriterionCode,
    plain: Judgement,
    valid: &[(usize, &Exemption)],
) -> Judgement {
    if let Some((at, _)) = valid.iter().find(|(_, exemption)| exemption.record.is_none()) {
        return Judgement { exemptions: vec![*at], ..Judgement::new(Verdict::Waived, None) };
    }
    if valid.is_empty() {
        return plain;
    }
    let excluded = sorted(valid.iter().filter_map(|(_, exemption)| exemption.row).collect());
    let exemptions: Vec<usize> = valid.iter().map(|(at, _)| *at).collect();
    machine.reset(Proof::of(criterion));
    machine.excluded.clone_from(&excluded);
    let rest = apply(machine, criterion, code);
    if rest.verdict == Verdict::NotApplicable && rest.leaves == Some(Leaves::NothingToJudge) {
        return Judgement { exemptions, excluded, ..Judgement::new(Verdict::Waived, None) };
    }
    Judgement { exemptions, excluded, ..rest }
}

/// The claims that the answer to a condition rests on, if it is decided.
pub(crate) fn condition_rests_on(machine: &mut Machine<'_>, condition: NodeId) -> Vec<u32> {
    machine.reset(Proof::Nothing);
    sorted(ask(machine, condition).decided())
}

/// The claims that the answers to a criterion rest on, as far as they are decided.
pub(crate) fn rests_on(machine: &mut Machine<'_>, code: &CriterionCode) -> Vec<u32> {
    machine.reset(Proof::Nothing);
    let mut cells = Vec::new();
    let conditions = code.when.iter().map(|condition| (condition, Answer::No));
    for (condition, leaves) in conditions.chain(code.unless.iter().map(|condition| (condition, Answer::Yes))) {
        let found = ask(machine, *condition);
        if found.answer == leaves {
            return sorted(found.weak);
        }
        cells.extend(found.decided());
    }
    let found = ask(machine, code.requirement);
    let falls_short = found.answer == Answer::No;
    cells.extend(found.decided());
    for band in code.worth.iter().filter(|_| falls_short) {
        let found = ask(machine, *band);
        let is_worth = found.answer == Answer::Yes;
        cells.extend(found.decided());
        if is_worth {
            break;
        }
    }
    for part in code.scale.iter().flatten().filter(|_| falls_short) {
        machine.weak.clear();
        machine.datum(*part);
        cells.append(&mut machine.weak);
    }
    sorted(cells)
}

/// Applicability first, then the requirement.
fn apply(machine: &mut Machine<'_>, criterion: &Criterion, code: &CriterionCode) -> Judgement {
    let mut doubts: Vec<(Leaves, Found)> = Vec::new();
    for (at, condition) in code.when.iter().enumerate() {
        let found = ask(machine, *condition);
        if found.is(Answer::No) {
            return Judgement::leaving(Verdict::NotApplicable, Leaves::When(at));
        }
        if found.answer != Answer::Yes {
            doubts.push((Leaves::When(at), found));
        }
    }
    for (at, condition) in code.unless.iter().enumerate() {
        let found = ask(machine, *condition);
        if found.is(Answer::Yes) {
            return Judgement::leaving(Verdict::NotApplicable, Leaves::Unless(at));
        }
        if found.answer != Answer::No {
            doubts.push((Leaves::Unless(at), found));
        }
    }
    if doubts.is_empty() { require(machine, criterion, code) } else { doubtful(doubts) }
}

/// A criterion of which it is open whether it applies, and what leaves that open.
fn doubtful(doubts: Vec<(Leaves, Found)>) -> Judgement {
    // An answer that would take it out, but is not proven, comes before one that is not given.
    let claimed = doubts.iter().find(|(_, found)| found.answer != Answer::Open).map(|(leaves, _)| *leaves);
    let verdict = if doubts.iter().any(|(_, found)| found.is_error()) {
        Verdict::Error
    } else if claimed.is_some() {
        Verdict::Unverified
    } else {
        Verdict::Unanswered
    };
    let credit = if verdict == Verdict::Error { NOTHING } else { ANY };
    let leaves = claimed.or(doubts.first().map(|(leaves, _)| *leaves));
    let (mut open, mut weak) = (Vec::new(), Vec::new());
    for (_, doubt) in doubts {
        open.extend(doubt.open);
        weak.extend(doubt.weak);
    }
    Judgement { leaves, ..Judgement::new(verdict, Some(credit)).with(open, weak) }
}

fn ask(machine: &mut Machine<'_>, condition: NodeId) -> Found {
    machine.open.clear();
    machine.weak.clear();
    machine.doubts.clear();
    let answer = machine.truth(condition);
    Found { answer, open: std::mem::take(&mut machine.open), weak: std::mem::take(&mut machine.weak) }
}

/// Whether a requirement is one of which there may be nothing to judge.
fn may_be_vacuous(node: &Node) -> bool {
    matches!(node, Node::Quantified(Quantifier::Every | Quantifier::No, ..) | Node::Successive(_))
}

fn require(machine: &mut Machine<'_>, criterion: &Criterion, code: &CriterionCode) -> Judgement {
    let found = ask(machine, code.requirement);
    if may_be_vacuous(machine.program.node(code.requirement)) {
        match machine.judged {
            (0, 0) if found.answer != Answer::Open => return vacuous(found),
            // Whether there is anything to judge is open, and with it whether it applies.
            (0, _) if found.answer != Answer::No => {
                let mut open = std::mem::take(&mut machine.doubts);
                open.extend(found.open);
                return doubtful(vec![(
                    Leaves::NothingToJudge,
                    Found { answer: Answer::Open, open, weak: Vec::new() },
                )]);
            }
            _ => {}
        }
    }
    match found.answer {
        Answer::Yes if found.weak.is_empty() => Judgement::new(Verdict::Met, Some(ALL)),
        Answer::Yes => {
            let low = sure_credit(machine, criterion, code);
            Judgement::new(Verdict::Unverified, Some((low, Number::ONE))).with(found.open, found.weak)
        }
        Answer::Open if found.is_error() => Judgement::new(Verdict::Error, Some(NOTHING)).with(found.open, Vec::new()),
        Answer::Open => {
            let low = sure_credit(machine, criterion, code);
            Judgement::new(Verdict::Unanswered, Some((low, Number::ONE))).with(found.open, Vec::new())
        }
        Answer::No => fallen_short(machine, criterion, code),
    }
}

fn vacuous(found: Found) -> Judgement {
    if found.weak.is_empty() {
        return Judgement::leaving(Verdict::NotApplicable, Leaves::NothingToJudge);
    }
    Judgement {
        leaves: Some(Leaves::NothingToJudge),
        ..Judgement::new(Verdict::Unverified, Some(ANY)).with(Vec::new(), found.weak)
    }
}

/// The credit of a requirement that is not met but may be: the first band that surely holds.
fn sure_credit(machine: &mut Machine<'_>, criterion: &Criterion, code: &CriterionCode) -> Number {
    match partial(machine, criterion, code) {
        Ok(partial) => partial.sure.unwrap_or(Number::ZERO),
        Err(_) => Number::ZERO,
    }
}

/// The partial credit of a requirement that fails.
struct Partial {
    /// What surely holds.
    sure: Option<Number>,
    /// What may hold: above what is sure.
    possible: Option<Number>,
    open: Vec<Reason>,
    weak: Vec<u32>,
}

fn fallen_short(machine: &mut Machine<'_>, criterion: &Criterion, code: &CriterionCode) -> Judgement {
    let partial = match partial(machine, criterion, code) {
        Ok(partial) => partial,
        Err(open) => return Judgement::new(Verdict::Error, Some(NOTHING)).with(open, Vec::new()),
    };
    let low = partial.sure.unwrap_or(Number::ZERO);
    let high = partial.possible.unwrap_or(low).max(low);
    let verdict = if low > Number::ZERO { Verdict::Partly } else { Verdict::Unmet };
    Judgement::new(verdict, Some((low, high))).with(partial.open, partial.weak)
}

/// Reads bands in order, or the scale. An error that matters comes back as its reasons.
fn partial(machine: &mut Machine<'_>, criterion: &Criterion, code: &CriterionCode) -> Result<Partial, Vec<Reason>> {
    if let Some(scale) = code.scale {
        return scaled(machine, scale);
    }
    let mut partial = Partial { sure: None, possible: None, open: Vec::new(), weak: Vec::new() };
    for (band, when) in criterion.syntax.worth.iter().zip(&code.worth) {
        let found = ask(machine, *when);
        if found.is_error() && found.answer == Answer::Open {
            return Err(found.open);
        }
        if found.is(Answer::Yes) {
            partial.sure = Some(band.credit.value);
            break;
        }
        if found.answer != Answer::No {
            partial.possible = partial.possible.or(Some(band.credit.value));
            partial.open.extend(found.open);
            partial.weak.extend(found.weak);
        }
    }
    Ok(partial)
}

/// Linear credit between the two ends of a scale.
fn scaled(machine: &mut Machine<'_>, [value, from, to]: [NodeId; 3]) -> Result<Partial, Vec<Reason>> {
    machine.open.clear();
    machine.weak.clear();
    let parts = [value, from, to].map(|part| machine.datum(part));
    let credit = match parts {
        [Datum::Value(value), Datum::Value(from), Datum::Value(to)] => super::arithmetic::position(value, from, to),
        _ if parts.contains(&Datum::Nothing) => Ok(Number::ZERO),
        _ => Ok(Number::ONE),
    };
    let known = parts.iter().all(|part| matches!(part, Datum::Value(_))) || parts.contains(&Datum::Nothing);
    if let Err(why) = credit {
        machine.undefined(value, why);
    }
    let (open, weak) = (std::mem::take(&mut machine.open), std::mem::take(&mut machine.weak));
    if open.iter().any(|reason| reason.is_error()) {
        return Err(open);
    }
    let credit = credit.ok().map(|credit| credit.max(Number::ZERO).min(Number::ONE));
    Ok(match credit {
        Some(credit) if known && weak.is_empty() => Partial { sure: Some(credit), possible: None, open, weak },
        Some(credit) => Partial { sure: None, possible: Some(credit), open, weak },
        None => Partial { sure: None, possible: Some(Number::ONE), open, weak },
    })
}

/// A flag's verdict: raised, clear, open or not applicable.
fn as_flag(judgement: Judgement) -> Judgement {
    let verdict = match judgement.verdict {
        Verdict::Met => Verdict::Raised,
        Verdict::Unmet | Verdict::Partly => Verdict::Clear,
        other => other,
    };
    Judgement { verdict, credit: None, ..judgement }
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort_unstable();
    items.dedup();
    items
}
