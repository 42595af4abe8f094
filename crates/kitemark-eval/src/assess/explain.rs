//! Findings: the comparisons that decided an answer, in words. Built only when somebody asks, by going through the rule
//! once more.

use kitemark_dsl::charter::{Charter, Type};
use kitemark_dsl::syntax::Comparison;

use super::machine::{Answer, Datum, Machine, Reason, Undefined};
use crate::profile::facts::Content;
use crate::program::{Items, Node, NodeId, Quantifier, Range, Successive, Test};
use crate::scorecard::{Finding, Listed, Outcome, Place, RestsOn, clip};

/// The most values that a finding lists as what it rests on.
const MOST_RESTS: usize = 8;

/// Puts answers into words.
pub(crate) struct Explainer<'m, 'a> {
    pub(crate) charter: &'a Charter,
    pub(crate) machine: &'m mut Machine<'a>,
    /// The most findings that are put into words; the others are counted.
    most: usize,
    findings: Vec<Finding>,
    more: usize,
}

impl<'m, 'a> Explainer<'m, 'a> {
    /// The first findings that an answer to `node` rests on, in the order of the text and of the profile; none where it takes
    /// too many steps to find them.
    pub(crate) fn explain(
        charter: &'a Charter,
        machine: &'m mut Machine<'a>,
        node: NodeId,
        wanted: bool,
        most: usize,
    ) -> Option<Listed<Finding>> {
        machine.extend_budget();
        let mut explainer = Explainer { charter, machine, most, findings: Vec::new(), more: 0 };
        let answer = explainer.truth(node);
        explainer.node(node, answer, wanted);
        let Explainer { machine, findings, more, .. } = explainer;
        (!machine.is_spent()).then_some(Listed { first: findings, more })
    }

    /// Counts a finding, if so many are listed that it is not put into words.
    fn passes_over(&mut self) -> bool {
        let full = self.findings.len() >= self.most;
        self.more += usize::from(full);
        full
    }

    fn truth(&mut self, node: NodeId) -> Answer {
        self.machine.quietly(|machine| machine.truth(node))
    }

    /// Adds the findings on which `answer` rests. `wanted` tells whether the rule would have the condition hold.
    fn node(&mut self, id: NodeId, answer: Answer, wanted: bool) {
        let program = self.machine.program;
        match program.node(id) {
            Node::Not(inner) => self.node(*inner, !answer, !wanted),
            Node::And(parts) => self.parts(parts, answer, answer == Answer::Yes, wanted),
            Node::Or(parts) => self.parts(parts, answer, answer == Answer::No, wanted),
            Node::AtLeastOf(count, parts) => {
                let answers: Vec<Answer> = parts.iter().map(|part| self.truth(*part)).collect();
                if !self.passes_over() {
                    let yes = answers.iter().filter(|each| **each == Answer::Yes).count();
                    let observed = format!("{yes} of {}", parts.len());
                    self.summary(id, "conditions that hold".into(), observed, bound(wanted, *count), answer, wanted);
                }
                for (part, each) in parts.iter().zip(answers) {
                    if each == answer {
                        self.node(*part, each, wanted);
                    }
                }
            }
            Node::Quantified(quantifier, range, body) => self.quantified(id, *quantifier, range, *body, answer, wanted),
            Node::Successive(successive) => self.successive(id, successive, answer, wanted),
            _ => self.leaf(id, answer, wanted),
        }
    }

    /// The parts that decided: all of them, or those that came out as the whole did.
    fn parts(&mut self, parts: &[NodeId], answer: Answer, all: bool, wanted: bool) {
        for part in parts {
            let each = self.truth(*part);
            if all || each == answer {
                self.node(*part, each, wanted);
            }
        }
    }

    fn items(&mut self, id: NodeId, range: &Range, body: NodeId) -> Option<Vec<(u32, Answer, Answer)>> {
        let mut items = Vec::new();
        let (open, weak) = (self.machine.open.len(), self.machine.weak.len());
        let collection = self.machine.collection(range);
        let known = collection.is_some_and(|collection| {
            self.machine.visit(id, range, collection, |machine, member, item| {
                let answer = if member.counts == Answer::No { Answer::No } else { machine.truth(body) };
                items.push((item, member.counts, answer));
                false
            })
        });
        self.machine.open.truncate(open);
        self.machine.weak.truncate(weak);
        known.then_some(items)
    }

    fn quantified(
        &mut self,
        id: NodeId,
        quantifier: Quantifier,
        range: &Range,
        body: NodeId,
        answer: Answer,
        wanted: bool,
    ) {
        let Some(items) = self.items(id, range, body) else { return self.open_list(id, range, wanted) };
        let counted: Vec<&(u32, Answer, Answer)> =
            items.iter().filter(|(_, counts, _)| *counts != Answer::No).collect();
        // Which answers of items decided, and whether each item is wanted to hold.
        let (deciding, each_wanted) = match (quantifier, answer) {
            (Quantifier::Every, Answer::Yes) => (Answer::Yes, wanted),
            (Quantifier::Every, _) => (answer, wanted),
            (Quantifier::No, Answer::No) => (Answer::Yes, !wanted),
            (Quantifier::Some | Quantifier::AtLeast(_), Answer::Yes) => (Answer::Yes, wanted),
            (_, Answer::Open) => (Answer::Open, wanted),
            _ => return self.few(id, quantifier, range, &items, answer, wanted),
        };
        for (item, counts, each) in counted {
            let filter_open = answer == Answer::Open && *counts == Answer::Open;
            self.machine.variables.push(*item);
            if *each == deciding {
                self.node(body, *each, each_wanted);
            }
            if filter_open {
                for filter in &range.filters {
                    let each = self.truth(*filter);
                    if each == Answer::Open {
                        self.node(*filter, each, true);
                    }
                }
            }
            self.machine.variables.pop();
        }
    }

    /// How many of a list hold, where none or too few do.
    fn few(
        &mut self,
        id: NodeId,
        quantifier: Quantifier,
        range: &Range,
        items: &[(u32, Answer, Answer)],
        answer: Answer,
        wanted: bool,
    ) {
        if self.passes_over() {
            return;
        }
        let counted = items.iter().filter(|(_, counts, _)| *counts != Answer::No);
        let holding = counted.clone().filter(|(.., each)| *each == Answer::Yes).count();
        let total = counted.count();
        let observed = match (holding, total) {
            (0, 0) => "none there".to_owned(),
            (0, total) => format!("none of {total}"),
            (holding, total) => format!("{holding} of {total}"),
        };
        let required = match quantifier {
            Quantifier::AtLeast(count) => bound(wanted, count),
            Quantifier::No => {
                if wanted {
                    "none".into()
                } else {
                    "at least 1".into()
                }
            }
            _ => {
                if wanted {
                    "at least 1".into()
                } else {
                    "none".into()
                }
            }
        };
        let path = self.list_words(range);
        let words = self.words(id);
        let required = format!("{required} ({words})");
        self.summary(id, path, observed, required, answer, wanted);
    }

    fn open_list(&mut self, id: NodeId, range: &Range, wanted: bool) {
        if self.passes_over() {
            return;
        }
        let path = self.list_words(range);
        let required = self.words(id);
        self.summary(id, path, "unanswered".into(), required, Answer::Open, wanted);
    }

    fn list_words(&self, range: &Range) -> String {
        match &range.items {
            Items::List { row, column, .. } => {
                let cell = self.machine.start(*row).saturating_add(*column);
                self.machine.facts.path(&self.machine.program.layouts, cell)
            }
            Items::Set(set) => self.words(*set),
        }
    }

    fn summary(&mut self, id: NodeId, path: String, observed: String, required: String, answer: Answer, wanted: bool) {
        let finding = Finding {
            subject: None,
            path,
            observed,
            required: clip(required),
            outcome: outcome(answer, wanted),
            rests_on: Vec::new(),
            profile_span: None,
            charter_span: self.charter_place(id),
        };
        self.findings.push(finding);
    }

    fn successive(&mut self, id: NodeId, successive: &Successive, answer: Answer, wanted: bool) {
        let (open, weak) = (self.machine.open.len(), self.machine.weak.len());
        let pairs = self.machine.neighbours(id, successive);
        self.machine.open.truncate(open);
        self.machine.weak.truncate(weak);
        let Ok(pairs) = pairs else { return self.open_list(id, &successive.range, wanted) };
        for (earlier, later) in pairs {
            self.machine.variables.extend([earlier, later]);
            let each = self.truth(successive.body);
            if each == answer {
                let before = self.findings.len();
                self.node(successive.body, each, wanted);
                if self.findings.len() > before {
                    let subject = format!("{} → {}", self.row_name(earlier), self.row_name(later));
                    for finding in self.findings.iter_mut().skip(before) {
                        finding.subject = Some(subject.clone());
                    }
                }
            }
            self.machine.variables.truncate(self.machine.variables.len() - 2);
        }
    }

    fn row_name(&self, start: u32) -> String {
        let facts = self.machine.facts;
        facts.row(start).map(|row| facts.row_path(&self.machine.program.layouts, row)).unwrap_or_default()
    }

    /// A single comparison.
    fn leaf(&mut self, id: NodeId, answer: Answer, wanted: bool) {
        if self.passes_over() {
            return;
        }
        let program = self.machine.program;
        let (left, right, required) = match program.node(id) {
            Node::Compare(left, comparison, right) => {
                let shown = self.operand(*right);
                let required = match comparison_words(*comparison, wanted) {
                    "" => shown,
                    words => [words, " ", &shown].concat(),
                };
                (*left, Some(*right), required)
            }
            Node::Between(value, low, high) => {
                let (low, high) = (self.operand(*low), self.operand(*high));
                (*value, None, format!("{}between {low} and {high}", not(wanted)))
            }
            Node::OneOf { value, negated, options } => {
                let options: Vec<String> = options.iter().map(|option| self.operand(*option)).collect();
                (*value, None, format!("{}one of {}", not(wanted != *negated), options.join(", ")))
            }
            Node::Includes { set, all, values } => {
                let shown: Vec<String> = values.iter().map(|value| self.operand(*value)).collect();
                let how = if shown.len() == 1 {
                    ""
                } else if *all {
                    "all of "
                } else {
                    "any of "
                };
                let verb = if wanted { "includes" } else { "does not include" };
                (*set, None, format!("{verb} {how}{}", shown.join(", ")))
            }
            Node::Presence { value, test, negated } => {
                let word = match test {
                    Test::Given => "given",
                    Test::Missing => "missing",
                    Test::Empty => "empty",
                };
                (*value, None, format!("{}{word}", not(wanted != *negated)))
            }
            _ => (id, None, if wanted { "yes".into() } else { "no".into() }),
        };
        let (datum, reads) = self.machine.reading(left);
        let mut rests_on = self.definitions(left);
        if let Some(right) =
            right.filter(|right| !matches!(program.node(*right), Node::Constant(_) | Node::Cell { .. }))
        {
            rests_on.extend(self.definitions(right));
        }
        rests_on.extend(self.cells_read(left, &reads));
        rests_on.truncate(MOST_RESTS);
        let finding = Finding {
            subject: self.subject(left),
            path: self.path_words(left),
            observed: self.show(left, datum),
            required: clip(required),
            outcome: outcome(answer, wanted),
            rests_on,
            profile_span: self.profile_place(left, &reads),
            charter_span: self.charter_place(id),
        };
        self.findings.push(finding);
    }

    fn ty(&self, node: NodeId) -> Type {
        self.machine.program.origin(node).map_or(Type::Unknown, |origin| origin.ty)
    }

    fn show(&self, node: NodeId, datum: Datum) -> String {
        match datum {
            Datum::Value(value) => self.machine.facts.show(self.charter, self.ty(node), value),
            Datum::Nothing => "not given".into(),
            Datum::Open => "unanswered".into(),
            Datum::Between(low, high) => format!("between {low} and {high}"),
        }
    }

    /// The other side of a comparison: its value, after its words where these say more.
    fn operand(&mut self, node: NodeId) -> String {
        let (datum, _) = self.machine.reading(node);
        let value = self.show(node, datum);
        match self.machine.program.node(node) {
            Node::Constant(_) => value,
            _ => [self.words(node).as_str(), " (", &value, ")"].concat(),
        }
    }

    fn words(&self, node: NodeId) -> String {
        self.machine.program.origin(node).map(|origin| self.charter.words(origin.span)).unwrap_or_default()
    }

    /// The words of a value, without the variable where the subject is named.
    fn path_words(&self, node: NodeId) -> String {
        let mut words = self.words(node);
        if let Node::Cell { row, .. } | Node::Define { row: Some(row), .. } = self.machine.program.node(node)
            && row.slot.is_some()
            && let Some(dot) = words.find('.')
        {
            words.drain(..=dot);
        }
        words
    }

    /// The first cell of the record that a value belongs to.
    fn row_of(&self, node: NodeId) -> Option<u32> {
        let row = match self.machine.program.node(node) {
            Node::Cell { row, .. } | Node::Define { row: Some(row), .. } => *row,
            Node::Part(inner, _) | Node::Arithmetic(inner, ..) | Node::Change { from: inner, .. } => {
                return self.row_of(*inner);
            }
            Node::NumberOf(range) => match &range.items {
                Items::List { row, .. } => *row,
                Items::Set(set) => return self.row_of(*set),
            },
            _ => return None,
        };
        row.slot.map(|_| self.machine.start(row))
    }

    fn subject(&self, node: NodeId) -> Option<String> {
        self.row_of(node).map(|start| self.row_name(start)).filter(|name| !name.is_empty())
    }

    /// The definitions that a value, or the definition it is, uses directly.
    fn definitions(&mut self, node: NodeId) -> Vec<RestsOn> {
        let program = self.machine.program;
        if let Node::Define { id, row } = program.node(node) {
            let row = row.map(|row| self.machine.start(row));
            let Some(body) = program.defines.get(id.index()).copied().flatten() else { return Vec::new() };
            let outer = self.machine.enter(row);
            let used = self.used_definitions(body);
            self.machine.leave(outer);
            return used;
        }
        self.used_definitions(node)
    }

    fn used_definitions(&mut self, node: NodeId) -> Vec<RestsOn> {
        let program = self.machine.program;
        let children: Vec<NodeId> = match program.node(node) {
            Node::Define { .. } => {
                let (datum, _) = self.machine.reading(node);
                return vec![RestsOn { name: self.words(node), value: self.show(node, datum) }];
            }
            Node::Arithmetic(left, _, right) | Node::Compare(left, _, right) => vec![*left, *right],
            Node::Change { from, to, .. } => vec![*from, *to],
            Node::Part(inner, _) | Node::Not(inner) => vec![*inner],
            Node::And(parts) | Node::Or(parts) | Node::AtLeastOf(_, parts) => parts.to_vec(),
            Node::Between(value, low, high) => vec![*value, *low, *high],
            _ => Vec::new(),
        };
        children.into_iter().flat_map(|child| self.used_definitions(child)).collect()
    }

    /// The cells that a value was made of, where it is more than one cell.
    fn cells_read(&self, node: NodeId, reads: &[u32]) -> Vec<RestsOn> {
        if matches!(self.machine.program.node(node), Node::Cell { .. }) {
            return Vec::new();
        }
        let (facts, layouts) = (self.machine.facts, &self.machine.program.layouts);
        let mut seen: Vec<u32> = Vec::new();
        for cell in reads {
            // A list that holds records says nothing by itself.
            let records =
                facts.cell(*cell).is_some_and(|cell| matches!(cell.content, Content::Rows { count: 1.., .. }));
            if !records && !seen.contains(cell) && seen.len() < MOST_RESTS {
                seen.push(*cell);
            }
        }
        seen.into_iter()
            .map(|cell| RestsOn {
                name: facts.path(layouts, cell),
                value: facts.show_cell(self.charter, layouts, cell),
            })
            .collect()
    }

    fn profile_place(&self, node: NodeId, reads: &[u32]) -> Option<Place> {
        let facts = self.machine.facts;
        let written = reads.iter().find_map(|cell| facts.cell(*cell)?.span);
        let record = || self.row_of(node).and_then(|start| facts.row(start)?.span);
        let span = written.or_else(record)?;
        Some(Place::of(&facts.sources.get(span.source), span))
    }

    fn charter_place(&self, node: NodeId) -> Place {
        let sources = self.charter.sources();
        match self.machine.program.origin(node) {
            Some(origin) => Place::of(&sources.get(origin.span.source), origin.span),
            None => Place { file: String::new(), line: 0, column: 0, end_line: 0, end_column: 0 },
        }
    }
}

/// Why something is open, in words, where it is not a field that is missing.
pub(crate) fn reason_words(charter: &Charter, machine: &Machine<'_>, reason: Reason) -> Option<String> {
    let words =
        |node: NodeId| machine.program.origin(node).map(|origin| charter.words(origin.span)).unwrap_or_default();
    let path = |cell| machine.facts.path(&machine.program.layouts, cell);
    Some(match reason {
        Reason::Missing(_) => return None,
        Reason::Unreadable(cell) => format!("`{}` cannot be read", path(cell)),
        Reason::Undefined(node, why) => {
            let words = words(node);
            match why {
                Undefined::DivisionByZero => format!("`{words}` divides by nothing"),
                Undefined::NothingToAggregate => format!("`{words}` has nothing to go by"),
                Undefined::Calendar => {
                    format!("`{words}` compares months with days, on which calendars differ: write months")
                }
                Undefined::PartOfADay => format!("`{words}` would move a date by a part of a month or of a day"),
                Undefined::OutOfRange => format!("`{words}` leaves the range of exact numbers"),
                Undefined::BudgetSpent => format!("`{words}` takes more steps than the limit allows"),
            }
        }
    })
}

fn outcome(answer: Answer, wanted: bool) -> Outcome {
    match (answer, wanted) {
        (Answer::Open, _) => Outcome::Unanswered,
        (Answer::Yes, true) | (Answer::No, false) => Outcome::Holds,
        _ => Outcome::Fails,
    }
}

fn not(wanted: bool) -> &'static str {
    if wanted { "" } else { "not " }
}

fn bound(wanted: bool, count: u64) -> String {
    if wanted { format!("at least {count}") } else { format!("fewer than {count}") }
}

/// What a comparison asks for, or its opposite.
pub(crate) fn comparison_words(comparison: Comparison, wanted: bool) -> &'static str {
    match (comparison, wanted) {
        (Comparison::Is, true) | (Comparison::IsNot, false) => "",
        (Comparison::IsNot, true) | (Comparison::Is, false) => "not",
        (Comparison::AtLeast, true) | (Comparison::LessThan, false) => "at least",
        (Comparison::AtMost, true) | (Comparison::MoreThan, false) => "at most",
        (Comparison::MoreThan, true) | (Comparison::AtMost, false) => "more than",
        (Comparison::LessThan, true) | (Comparison::AtLeast, false) => "less than",
        (Comparison::Before, true) | (Comparison::OnOrAfter, false) => "before",
        (Comparison::After, true) | (Comparison::OnOrBefore, false) => "after",
        (Comparison::OnOrBefore, true) | (Comparison::After, false) => "on or before",
        (Comparison::OnOrAfter, true) | (Comparison::Before, false) => "on or after",
    }
}
