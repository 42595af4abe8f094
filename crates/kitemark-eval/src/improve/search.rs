//! The smallest sets of fixes that make up what is missing, found exactly.
//!
//! A fix adds to the score, to what is evidenced and to its principle, and each of these may fall short by some amount. Which
//! sets make up all shortfalls with the fewest fixes is a knapsack with several floors. It is solved by going through the fixes
//! one by one and keeping every distinct sum that can still reach the floors; sums above a floor count as the floor. Sums are
//! whole numbers, so nothing is lost.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;
use std::ops::{AddAssign, SubAssign};

use num_traits::Zero;

/// The most sums that are looked at for one list of sets: beyond, the search gives up.
const MOST_SUMS: usize = 600_000;

/// The most times that a search is begun anew to find sets which are larger than the smallest.
const MOST_SEARCHES: usize = 300;

/// Of more fixes than these, no smallest set is looked for: what they can add at best takes tables as large as their square.
const MOST_ITEMS: usize = 200;

/// What sums are made of.
pub(super) trait Amount:
    Clone + Ord + Hash + Zero + for<'a> AddAssign<&'a Self> + for<'a> SubAssign<&'a Self>
{
}

impl<N: Clone + Ord + Hash + Zero + for<'a> AddAssign<&'a N> + for<'a> SubAssign<&'a N>> Amount for N {}

/// What one fix adds. Items of a principle lie side by side.
#[derive(Debug, Clone)]
pub(super) struct Item<N> {
    pub(super) principle: usize,
    /// Its place in the order of ids.
    pub(super) rank: usize,
    pub(super) gain: N,
    pub(super) proof: N,
    pub(super) weight: N,
}

/// What is to be made up, and by what.
#[derive(Debug, Clone)]
pub(super) struct Problem<N> {
    pub(super) items: Vec<Item<N>>,
    pub(super) score: N,
    pub(super) evidenced: N,
    /// By principle.
    pub(super) principles: Vec<N>,
}

/// Sets of places.
#[derive(Debug, Clone, Default)]
pub(super) struct Sets {
    pub(super) sets: Vec<Vec<usize>>,
    /// Whether they are surely the best.
    pub(super) exact: bool,
}

/// The search would take too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TooMany;

/// A set of items, best first where compared: fewest, then lightest, then by the order of ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Set<N> {
    count: usize,
    weight: N,
    ids: Reverse<Vec<u64>>,
}

impl<N: Amount> Problem<N> {
    /// The best sets from which no item can be left out, at most so many, as places in `items`; or one that may not be the best.
    pub(super) fn sets(&self, most: usize) -> Sets {
        match self.smallest_sets(most) {
            Ok(sets) => Sets { sets, exact: true },
            Err(TooMany) => Sets { sets: self.a_small_set().into_iter().collect(), exact: false },
        }
    }

    fn smallest_sets(&self, most: usize) -> Result<Vec<Vec<usize>>, TooMany> {
        if self.items.len() > MOST_ITEMS {
            return Err(TooMany);
        }
        let mut sums = 0;
        let mut sets = self.best(&BTreeSet::new(), most, &mut sums)?;
        // With fewer sets of the smallest size than asked for, those of other sizes follow.
        if !sets.is_empty() && sets.len() < most {
            sets = self.by_leaving_out(most, &mut sums).unwrap_or(sets);
        }
        Ok(sets.iter().map(|set| self.places(set)).collect())
    }

    /// A set from which no item can be left out, though there may be smaller ones: of all items, those that add least go first.
    /// None where even all of them do not make up what is missing.
    pub(super) fn a_small_set(&self) -> Option<Vec<usize>> {
        let mut kept = vec![true; self.items.len()];
        let mut total = Total { gain: N::zero(), proof: N::zero(), parts: vec![N::zero(); self.principles.len()] };
        self.items.iter().for_each(|item| total.change(item, |sum, by| *sum += by));
        let reaches_floor = |(at, part)| part >= self.floor(at);
        if total.gain < self.score || total.proof < self.evidenced || !total.parts.iter().enumerate().all(reaches_floor)
        {
            return None;
        }
        let mut order: Vec<(usize, &Item<N>)> = self.items.iter().enumerate().collect();
        order.sort_by_cached_key(|(_, item)| (sum(&item.gain, &item.proof), Reverse(item.rank)));
        for (at, item) in order {
            total.change(item, |sum, by| *sum -= by);
            let part = total.parts.get(item.principle).unwrap_or(&total.gain);
            let is_enough =
                total.gain >= self.score && total.proof >= self.evidenced && part >= self.floor(item.principle);
            if is_enough {
                kept.iter_mut().skip(at).take(1).for_each(|kept| *kept = false);
            } else {
                total.change(item, |sum, by| *sum += by);
            }
        }
        Some(kept.into_iter().enumerate().filter(|(_, kept)| *kept).map(|(at, _)| at).collect())
    }

    /// Any other set leaves out some item of each set that was found: so each search is done anew without one of them.
    fn by_leaving_out(&self, most: usize, sums: &mut usize) -> Result<Vec<Set<N>>, TooMany> {
        let (mut found, mut frontier, mut begun) = (Vec::new(), BTreeSet::new(), HashSet::new());
        let mut begin = |without: BTreeSet<usize>, frontier: &mut BTreeSet<(Set<N>, BTreeSet<usize>)>| {
            if begun.len() < MOST_SEARCHES && begun.insert(without.clone()) {
                let best = self.best(&without, 1, sums)?.pop();
                frontier.extend(best.map(|set| (set, without)));
            }
            Ok::<(), TooMany>(())
        };
        begin(BTreeSet::new(), &mut frontier)?;
        while let Some((set, without)) = frontier.pop_first() {
            for item in self.places(&set) {
                let mut without = without.clone();
                without.insert(item);
                begin(without, &mut frontier)?;
            }
            if !found.contains(&set) {
                found.push(set);
            }
            if found.len() == most {
                break;
            }
        }
        Ok(found)
    }

    fn places(&self, set: &Set<N>) -> Vec<usize> {
        let has = |rank: usize| set.ids.0.get(rank / 64).is_some_and(|word| word >> (63 - rank % 64) & 1 == 1);
        (0..self.items.len()).filter(|at| self.items.get(*at).is_some_and(|item| has(item.rank))).collect()
    }

    /// The best sets of the smallest size, without these items.
    fn best(&self, without: &BTreeSet<usize>, most: usize, sums: &mut usize) -> Result<Vec<Set<N>>, TooMany> {
        let items: Vec<&Item<N>> =
            self.items.iter().enumerate().filter(|(at, _)| !without.contains(at)).map(|(_, item)| item).collect();
        let ahead = Ahead::new(self, &items);
        for count in 0..=items.len() {
            let sets = self.of_size(&items, &ahead, count, most, sums)?;
            if !sets.is_empty() {
                return Ok(sets);
            }
        }
        Ok(Vec::new())
    }

    fn of_size(
        &self,
        items: &[&Item<N>],
        ahead: &Ahead<N>,
        count: usize,
        most: usize,
        sums: &mut usize,
    ) -> Result<Vec<Set<N>>, TooMany> {
        let words = self.items.iter().map(|item| item.rank / 64 + 1).max().unwrap_or_default();
        let nothing = Picked { weight: N::zero(), ids: Reverse(vec![0; words]) };
        let mut layer = HashMap::from([(Sums::default(), vec![nothing])]);
        layer.retain(|key, _| self.can_reach(key, 0, count, ahead));
        for (at, item) in items.iter().enumerate() {
            let ends = items.get(at + 1).is_none_or(|next| next.principle != item.principle);
            let mut next: HashMap<Sums<N>, Vec<Picked<N>>> = HashMap::with_capacity(layer.len() * 2);
            for (key, picked) in layer {
                let taken = self.with(&key, item);
                for (mut key, take) in [(taken, true), (key, false)] {
                    if ends {
                        if key.part < *self.floor(item.principle) {
                            continue;
                        }
                        key.part = N::zero();
                    }
                    if key.count <= count && self.can_reach(&key, at + 1, count, ahead) {
                        let more = picked.iter().map(|picked| if take { picked.with(item) } else { picked.clone() });
                        keep_best(next.entry(key).or_default(), more, most);
                    }
                }
            }
            layer = next;
            *sums += layer.len();
            if *sums > MOST_SUMS {
                return Err(TooMany);
            }
        }
        // What is left has come up to every floor.
        let mut sets: Vec<Set<N>> =
            layer.into_values().flatten().map(|Picked { weight, ids }| Set { count, weight, ids }).collect();
        sets.sort();
        sets.truncate(most);
        Ok(sets)
    }

    fn floor(&self, principle: usize) -> &N {
        self.principles.get(principle).unwrap_or(&self.score)
    }

    fn with(&self, sums: &Sums<N>, item: &Item<N>) -> Sums<N> {
        Sums {
            count: sums.count + 1,
            gain: sum(&sums.gain, &item.gain).min(self.score.clone()),
            proof: sum(&sums.proof, &item.proof).min(self.evidenced.clone()),
            part: sum(&sums.part, &item.gain).min(self.floor(item.principle).clone()),
        }
    }

    /// Whether the items from `at` on can make up what these sums still lack, in `count` items altogether.
    fn can_reach(&self, sums: &Sums<N>, at: usize, count: usize, ahead: &Ahead<N>) -> bool {
        let Some(left) = count.checked_sub(sums.count) else { return false };
        let Some(view) = ahead.views.get(at) else { return false };
        let reaches = |so_far: &N, best: &[N], floor: &N| {
            best.get(left.min(best.len() - 1)).is_some_and(|more| sum(so_far, more) >= *floor)
        };
        left < view.gains.len()
            && left >= view.least
            && reaches(&sums.gain, &view.gains, &self.score)
            && reaches(&sums.proof, &view.proofs, &self.evidenced)
            && view.here.as_ref().is_none_or(|(principle, best)| reaches(&sums.part, best, self.floor(*principle)))
    }
}

/// What the items that are kept add up to.
struct Total<N> {
    gain: N,
    proof: N,
    /// The gain in each principle.
    parts: Vec<N>,
}

impl<N: Amount> Total<N> {
    fn change(&mut self, item: &Item<N>, by: impl Fn(&mut N, &N)) {
        by(&mut self.gain, &item.gain);
        by(&mut self.proof, &item.proof);
        if let Some(part) = self.parts.get_mut(item.principle) {
            by(part, &item.gain);
        }
    }
}

/// What has been added up so far.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Sums<N> {
    count: usize,
    gain: N,
    proof: N,
    /// The gain in the principle that is being gone through.
    part: N,
}

impl<N: Amount> Default for Sums<N> {
    fn default() -> Self {
        Self { count: 0, gain: N::zero(), proof: N::zero(), part: N::zero() }
    }
}

/// Items that add up to the same sums.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Picked<N> {
    weight: N,
    /// A bit for each, the first id the highest: of two sets of a size, the greater is first in the order of ids.
    ids: Reverse<Vec<u64>>,
}

impl<N: Amount> Picked<N> {
    fn with(&self, item: &Item<N>) -> Self {
        let mut ids = self.ids.clone();
        if let Some(word) = ids.0.get_mut(item.rank / 64) {
            *word |= 1 << (63 - item.rank % 64);
        }
        Self { weight: sum(&self.weight, &item.weight), ids }
    }
}

fn keep_best<N: Amount>(kept: &mut Vec<Picked<N>>, more: impl Iterator<Item = Picked<N>>, most: usize) {
    kept.extend(more);
    if kept.len() > 1 {
        kept.sort();
        kept.truncate(most);
    }
}

fn sum<N: Amount>(one: &N, other: &N) -> N {
    let mut sum = one.clone();
    sum += other;
    sum
}

/// What the items from a place on can add at best.
struct Ahead<N> {
    views: Vec<View<N>>,
}

struct View<N> {
    /// The most that so many items can gain, from none to all.
    gains: Vec<N>,
    proofs: Vec<N>,
    /// The most that the rest of the principle which the place lies within can gain.
    here: Option<(usize, Vec<N>)>,
    /// The fewest items that the principles after it take.
    least: usize,
}

impl<N: Amount> Ahead<N> {
    fn new(problem: &Problem<N>, items: &[&Item<N>]) -> Self {
        let view = |at: usize| {
            let rest = items.get(at..).unwrap_or_default();
            let before = at.checked_sub(1).and_then(|before| items.get(before)).map(|item| item.principle);
            // A place lies within a principle only if the items around it are both of it.
            let within = before.filter(|before| rest.first().is_some_and(|item| item.principle == *before));
            let gains_in =
                |principle| rest.iter().filter(move |item| item.principle == principle).map(|item| &item.gain);
            // A floor that no item reaches has a size that no set has.
            let least_in = |principle: usize| {
                let best = best_sums(gains_in(principle));
                best.iter().position(|sum| sum >= problem.floor(principle)).unwrap_or(items.len() + 1)
            };
            let passed = |principle: usize| before.is_some_and(|before| principle <= before);
            View {
                gains: best_sums(rest.iter().map(|item| &item.gain)),
                proofs: best_sums(rest.iter().map(|item| &item.proof)),
                here: within.map(|principle| (principle, best_sums(gains_in(principle)))),
                least: (0..problem.principles.len()).filter(|principle| !passed(*principle)).map(least_in).sum(),
            }
        };
        Self { views: (0..=items.len()).map(view).collect() }
    }
}

/// The sums of the greatest one, two, three …, from 0 on.
fn best_sums<'n, N: Amount + 'n>(amounts: impl Iterator<Item = &'n N>) -> Vec<N> {
    let mut amounts: Vec<&N> = amounts.collect();
    amounts.sort_by(|a, b| b.cmp(a));
    let mut sums = vec![N::zero()];
    let mut total = N::zero();
    for amount in amounts {
        total += amount;
        sums.push(total.clone());
    }
    sums
}
