//! `and`, `or` and their kin: three-valued, resting on what decides.

use super::machine::{Answer, Machine};

/// Gathers answers into one. `decisive` is the answer that settles it: no for `and`, yes for `or`.
#[derive(Debug)]
pub(super) struct Junction {
    decisive: Answer,
    open: usize,
    weak: usize,
    settled: bool,
    undecided: bool,
}

impl Machine<'_> {
    pub(super) fn junction(&self, decisive: Answer) -> Junction {
        Junction { decisive, open: self.open.len(), weak: self.weak.len(), settled: false, undecided: false }
    }

    /// Takes up an answer whose reasons and claims lie above the marks; true where no other can matter any more.
    pub(super) fn gather(&mut self, junction: &mut Junction, answer: Answer, open: usize, weak: usize) -> bool {
        if answer == junction.decisive {
            if !self.all_reads {
                self.keep_best(junction, weak);
            }
            junction.settled = true;
            self.open.truncate(junction.open);
            return !self.all_reads && self.weak.len() == junction.weak;
        }
        if junction.settled {
            self.open.truncate(open);
            if !self.all_reads {
                self.weak.truncate(weak);
            }
        } else if answer == Answer::Open {
            junction.undecided = true;
        } else {
            self.open.truncate(open);
        }
        false
    }

    /// Of several answers that settle it, the best evidenced counts.
    fn keep_best(&mut self, junction: &Junction, weak: usize) {
        let (before, now) = (weak - junction.weak, self.weak.len() - weak);
        if junction.settled && now >= before {
            self.weak.truncate(weak);
        } else {
            self.weak.drain(junction.weak..weak);
        }
    }

    pub(super) fn settle(&mut self, junction: &Junction) -> Answer {
        if junction.settled {
            return junction.decisive;
        }
        if junction.undecided {
            return Answer::Open;
        }
        self.open.truncate(junction.open);
        !junction.decisive
    }
}

/// Counts answers for `at least N`.
#[derive(Debug)]
pub(super) struct Tally {
    open: usize,
    weak: usize,
    /// For each yes and each no: where its claims start and end.
    yes: Vec<(usize, usize)>,
    no: Vec<(usize, usize)>,
    pub(super) undecided: u64,
}

impl Tally {
    pub(super) fn yes(&self) -> u64 {
        self.yes.len() as u64
    }
}

impl Machine<'_> {
    pub(super) fn tally(&self) -> Tally {
        Tally { open: self.open.len(), weak: self.weak.len(), yes: Vec::new(), no: Vec::new(), undecided: 0 }
    }

    pub(super) fn count(&mut self, tally: &mut Tally, answer: Answer, open: usize, weak: usize) {
        let claims = (weak, self.weak.len());
        match answer {
            Answer::Yes => tally.yes.push(claims),
            Answer::No => tally.no.push(claims),
            Answer::Open => tally.undecided += 1,
        }
        if answer != Answer::Open {
            self.open.truncate(open);
        }
    }

    /// Whether at least so many are yes.
    pub(super) fn at_least(&mut self, tally: Tally, wanted: u64) -> Answer {
        let yes = tally.yes();
        let possible = yes + tally.undecided;
        if yes >= wanted {
            self.rest_on(&tally, &tally.yes, wanted);
            self.open.truncate(tally.open);
            return Answer::Yes;
        }
        if possible < wanted {
            // So many must be no that the rest cannot be enough.
            let all = possible + tally.no.len() as u64;
            self.rest_on(&tally, &tally.no, (all + 1).saturating_sub(wanted));
            self.open.truncate(tally.open);
            return Answer::No;
        }
        Answer::Open
    }

    /// Keeps the claims of the best evidenced that suffice.
    fn rest_on(&mut self, tally: &Tally, parts: &[(usize, usize)], suffice: u64) {
        if self.all_reads || self.weak.len() == tally.weak {
            return;
        }
        let mut parts = parts.to_vec();
        parts.sort_by_key(|(start, end)| end - start);
        let kept: Vec<u32> = parts
            .iter()
            .take(usize::try_from(suffice).unwrap_or(usize::MAX))
            .flat_map(|(start, end)| self.weak.get(*start..*end).unwrap_or_default().to_vec())
            .collect();
        self.weak.truncate(tally.weak);
        self.weak.extend(kept);
    }
}
