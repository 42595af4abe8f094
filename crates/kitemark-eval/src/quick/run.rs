//! Running rules over slots.

use kitemark_dsl::syntax::Comparison;

use super::code::{Cell, Leaf, Orders, Test};
use super::slot::{NOTHING, OTHER, Slot};
use super::sum::Figure;
use crate::assess::Answer;
use crate::program::{self, NodeId, Quantifier};

/// What rules run on. Made once, it serves any number of profiles.
///
/// One that is `TRACED` keeps what every test came to.
#[derive(Debug, Default)]
pub(crate) struct Run<const TRACED: bool = false> {
    /// The weakest proof that suffices.
    pub(super) asked: u8,
    /// Whether any claim read since this was set back lacks evidence.
    pub(super) is_weak: bool,
    /// Whether something was met that only the machine can judge.
    pub(super) is_other: bool,
    /// What the last outermost quantifier went through.
    pub(super) members: Members,
    /// The last day that was worked out from another: where, from which, and what it came to.
    pub(super) last_later: Option<(NodeId, Figure, Figure)>,
    /// Where the records lie that variables stand for. The first of a frame is the profile.
    rows: [u32; DEPTH],
    /// How many variables there are.
    depth: usize,
    frame: usize,
    /// What the tests came to that settled the criteria judged so far.
    pub(crate) tests: Vec<Tested>,
    /// How many there may be with those of this criterion, and whether there were more.
    most_tests: usize,
    pub(crate) is_full: bool,
}

/// The most tests of one criterion that are kept: a few for each of some thousands of records.
const MOST_TESTS: usize = 10_000;

/// What a test came to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tested {
    pub(crate) node: NodeId,
    /// Where the record lies that it was made of; 0 for the profile.
    pub(crate) row: u32,
    /// What was looked at, and what it was compared with, if that is anything written elsewhere.
    pub(crate) value: Figure,
    pub(crate) limit: Option<Figure>,
    pub(crate) answer: Answer,
}

/// The most variables there can be. Rules with more are left to the machine.
pub(super) const DEPTH: usize = 32;

/// Which items a quantifier judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Members {
    /// Whether any counts for sure.
    pub(super) sure: bool,
    /// Whether it is open of any.
    pub(super) perhaps: bool,
}

impl Members {
    #[inline(always)]
    pub(super) fn note(&mut self, counts: Answer) {
        self.sure |= counts == Answer::Yes;
        self.perhaps |= counts == Answer::Open;
    }
}

impl<const TRACED: bool> Run<TRACED> {
    pub(super) fn start(&mut self, asked: u8) {
        self.asked = asked;
        self.is_other = false;
        self.members = Members { sure: true, perhaps: false };
        self.frame = 0;
        self.depth = 0;
        self.push(0);
        self.begin_tests();
    }

    /// Begins to keep the tests of a criterion.
    #[inline(always)]
    pub(super) fn begin_tests(&mut self) {
        if TRACED {
            self.most_tests = self.tests.len() + MOST_TESTS;
            self.is_full = false;
        }
    }

    /// The answer of a test, and whether claims that lack evidence decided it.
    #[inline(always)]
    pub(super) fn ask(&mut self, test: &Test, slots: &[Slot]) -> (Answer, bool) {
        self.is_weak = false;
        match test {
            Test::Leaf(at, leaf) => (self.leaf(*at, leaf, slots), self.is_weak),
            _ => self.ask_compound(test, slots),
        }
    }

    fn ask_compound(&mut self, test: &Test, slots: &[Slot]) -> (Answer, bool) {
        let before = self.tests.len();
        if let Some(answer) = self.settle(test, slots) {
            return (answer.into(), false);
        }
        self.forget(before);
        if self.proves(test, true, slots) {
            return (Answer::Yes, false);
        }
        self.forget(before);
        if self.proves(test, false, slots) {
            return (Answer::No, false);
        }
        self.forget(before);
        (self.whole(test, slots), true)
    }

    /// Whether claims that all have evidence settle it that a test comes out so. What lacks evidence or is open cannot matter then.
    #[inline(always)]
    pub(super) fn proves(&mut self, test: &Test, wanted: bool, slots: &[Slot]) -> bool {
        match test {
            Test::Leaf(at, leaf) => {
                self.is_weak = false;
                self.leaf(*at, leaf, slots) == wanted.into() && !self.is_weak
            }
            _ => self.compound_proves(test, wanted, slots),
        }
    }

    fn compound_proves(&mut self, test: &Test, wanted: bool, slots: &[Slot]) -> bool {
        match test {
            Test::Leaf(..) => self.proves(test, wanted, slots),
            Test::Not(inner) => self.proves(inner, !wanted, slots),
            Test::And(parts) if wanted => parts.iter().all(|part| self.proves(part, true, slots)),
            Test::And(parts) => parts.iter().any(|part| self.proves(part, false, slots)),
            Test::Or(parts) if wanted => parts.iter().any(|part| self.proves(part, true, slots)),
            Test::Or(parts) => parts.iter().all(|part| self.proves(part, false, slots)),
            Test::AtLeastOf(least, parts) => {
                let proven = parts.iter().filter(|part| self.proves(part, wanted, slots)).count();
                suffices(proven as u64, parts.len() as u64, *least, wanted)
            }
            Test::Quantified(quantifier, range, body) => match (quantifier, wanted) {
                (Quantifier::Every, true) => self.all_prove(range, body, true, slots),
                (Quantifier::Every, false) => self.any_proves(range, body, false, slots),
                (Quantifier::Some, true) | (Quantifier::No, false) => self.any_proves(range, body, true, slots),
                (Quantifier::Some, false) | (Quantifier::No, true) => self.all_prove(range, body, false, slots),
                (Quantifier::AtLeast(least), _) => self.enough_prove(range, body, *least, wanted, slots),
            },
            Test::Call(row, body) => self.call(*row, |run| run.proves(body, wanted, slots)),
        }
    }

    /// The answer of a test that rests on all that it reads: a filter, a condition in arithmetic, or where nothing is proven.
    pub(super) fn whole(&mut self, test: &Test, slots: &[Slot]) -> Answer {
        match test {
            Test::Leaf(at, leaf) => self.leaf(*at, leaf, slots),
            Test::Not(inner) => !self.whole(inner, slots),
            Test::And(parts) => self.join(parts, Answer::No, slots),
            Test::Or(parts) => self.join(parts, Answer::Yes, slots),
            Test::AtLeastOf(least, parts) => {
                let mut tally = Tally::default();
                for part in parts {
                    tally.add(self.whole(part, slots));
                }
                tally.at_least(*least)
            }
            Test::Quantified(quantifier, range, body) => match quantifier {
                Quantifier::Every => self.items(range, body, Answer::No, slots),
                Quantifier::Some => self.items(range, body, Answer::Yes, slots),
                Quantifier::No => !self.items(range, body, Answer::Yes, slots),
                Quantifier::AtLeast(least) => self.enough(range, body, *least, slots),
            },
            Test::Call(row, body) => self.call(*row, |run| run.whole(body, slots)),
        }
    }

    fn join(&mut self, parts: &[Test], decisive: Answer, slots: &[Slot]) -> Answer {
        let mut junction = Junction::new(decisive);
        for part in parts {
            junction.add(self.whole(part, slots));
        }
        junction.answer
    }

    /// What most rules are made of is asked in line, the rest behind a call.
    #[inline(always)]
    pub(super) fn leaf(&mut self, at: NodeId, leaf: &Leaf, slots: &[Slot]) -> Answer {
        match leaf {
            Leaf::Within(within) => {
                let value = self.read(slots, within.cell);
                let answer = match value <= OTHER {
                    true => self.answer_of_mark(value),
                    false => within.has(value).into(),
                };
                self.note(at, Figure::whole(value), None, answer)
            }
            _ => self.other_leaf(at, leaf, slots),
        }
    }

    fn other_leaf(&mut self, at: NodeId, leaf: &Leaf, slots: &[Slot]) -> Answer {
        match leaf {
            Leaf::Within(_) => self.leaf(at, leaf, slots),
            Leaf::Compare(left, accepted, right) => {
                let (left, right) = (self.sum(left, slots), self.sum(right, slots));
                let answer = self.compare(left, *accepted, right);
                self.note(at, left, Some(right), answer)
            }
            Leaf::Between(parts) => {
                let [value, low, high] = parts.each_ref().map(|part| self.sum(part, slots));
                let least = self.compare(value, Orders::of(Comparison::AtLeast), low);
                let most = self.compare(value, Orders::of(Comparison::AtMost), high);
                let answer = match (least, most) {
                    (Answer::No, _) | (_, Answer::No) => Answer::No,
                    (Answer::Yes, Answer::Yes) => Answer::Yes,
                    _ => Answer::Open,
                };
                self.note(at, value, None, answer)
            }
            Leaf::OneOf { value, bits, negated } => {
                let value = self.sum(value, slots);
                let answer = match value.over {
                    mark if mark <= OTHER => self.answer_of_mark(mark),
                    at => ((at < 64 && (bits >> at) & 1 == 1) != *negated).into(),
                };
                self.note(at, value, None, answer)
            }
            Leaf::Includes { set, bits, all } => {
                let set = self.sum(set, slots);
                let answer = match set.over {
                    mark if mark <= OTHER => self.answer_of_mark(mark),
                    set if *all => (set & bits == *bits).into(),
                    set => (set & bits != 0).into(),
                };
                self.note(at, set, None, answer)
            }
            Leaf::Presence { value, test, negated } => {
                let value = self.sum(value, slots);
                let answer = match (value.over, test) {
                    (NOTHING, program::Test::Given) => Answer::No,
                    (NOTHING, _) => Answer::Yes,
                    (mark, _) if mark <= OTHER => self.answer_of_mark(mark),
                    (_, program::Test::Given) => Answer::Yes,
                    (_, program::Test::Missing) => Answer::No,
                    (value, program::Test::Empty) => (value == 0).into(),
                };
                self.note(at, value, None, if *negated { !answer } else { answer })
            }
        }
    }

    /// Keeps what a test came to.
    #[inline(always)]
    fn note(&mut self, node: NodeId, value: Figure, limit: Option<Figure>, answer: Answer) -> Answer {
        if TRACED {
            let row = self.rows.get((self.depth - 1) % DEPTH).copied().unwrap_or_default();
            self.note_of(row, node, value, limit, answer);
        }
        answer
    }

    /// Keeps what a test of the record that lies here came to.
    #[inline(always)]
    pub(super) fn note_of(&mut self, row: u32, node: NodeId, value: Figure, limit: Option<Figure>, answer: Answer) {
        if TRACED && self.tests.len() < self.most_tests {
            self.tests.push(Tested { node, row, value, limit, answer });
        } else if TRACED {
            self.is_full = true;
        }
    }

    /// Forgets what was kept since, as something else settles it.
    #[inline(always)]
    pub(crate) fn forget(&mut self, before: usize) {
        if TRACED {
            self.tests.truncate(before);
            // What was left out before that stays left out.
            self.is_full &= before >= self.most_tests;
        }
    }

    /// Nothing is like nothing; what is open may be like anything.
    #[cold]
    pub(super) fn answer_of_mark(&mut self, mark: i64) -> Answer {
        self.is_other |= mark == OTHER;
        if mark == NOTHING { Answer::No } else { Answer::Open }
    }

    fn compare(&mut self, left: Figure, accepted: Orders, right: Figure) -> Answer {
        if !left.is_known() || !right.is_known() {
            let mark = self.unknown(left, right);
            return self.answer_of_mark(mark.over);
        }
        accepted.holds(left.order(right)).into()
    }

    /// Runs the body of a definition, with its record as its only variable.
    pub(super) fn call<T>(&mut self, record: Option<Cell>, body: impl FnOnce(&mut Self) -> T) -> T {
        let first = record.map(|record| self.variable(record.variable).wrapping_add(record.at));
        let (frame, depth) = (self.frame, self.depth);
        self.frame = depth;
        self.push(0);
        if let Some(first) = first {
            self.push(first);
        }
        let result = body(self);
        (self.frame, self.depth) = (frame, depth);
        result
    }

    /// Adds a variable that stands for the row here; [`pop`](Self::pop) takes it back.
    #[inline(always)]
    pub(super) fn push(&mut self, row: u32) {
        self.depth += 1;
        self.stand_for(row);
    }

    #[inline(always)]
    pub(super) fn pop(&mut self) {
        self.depth -= 1;
    }

    /// Lets the last variable stand for the row here.
    #[inline(always)]
    pub(super) fn stand_for(&mut self, row: u32) {
        if let Some(variable) = self.rows.get_mut((self.depth - 1) % DEPTH) {
            *variable = row;
        }
    }

    /// Where the row lies that a variable stands for.
    #[inline(always)]
    pub(super) fn variable(&self, variable: u32) -> u32 {
        self.rows.get((self.frame + variable as usize) % DEPTH).copied().unwrap_or_default()
    }
}

/// Whether so many parts of a whole that are proven to hold, or not to hold where that is wanted, settle `at least`.
pub(super) fn suffices(proven: u64, parts: u64, least: u64, wanted: bool) -> bool {
    // So many must be no that the rest cannot be enough.
    if wanted { proven >= least } else { proven.saturating_add(least) > parts }
}

/// Gathers answers into one. One that is decisive settles it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Junction {
    decisive: Answer,
    pub(super) answer: Answer,
}

impl Junction {
    pub(super) fn new(decisive: Answer) -> Self {
        Self { decisive, answer: !decisive }
    }

    pub(super) fn add(&mut self, answer: Answer) {
        if answer == self.decisive || (answer == Answer::Open && self.answer != self.decisive) {
            self.answer = answer;
        }
    }
}

/// Counts answers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    yes: u64,
    open: u64,
}

impl Tally {
    pub(super) fn add(&mut self, answer: Answer) {
        self.yes += u64::from(answer == Answer::Yes);
        self.open += u64::from(answer == Answer::Open);
    }

    /// Whether at least so many are yes.
    pub(super) fn at_least(self, least: u64) -> Answer {
        match self.yes >= least {
            true => Answer::Yes,
            false if self.yes + self.open < least => Answer::No,
            false => Answer::Open,
        }
    }
}
