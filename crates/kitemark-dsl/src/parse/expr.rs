//! Expressions.

use pest::iterators::Pairs;

use super::Reader;
use super::error;
use super::grammar::{Pair, Rule, written};
use super::logic;
use crate::codes::Code;
use crate::source::{Span, Spanned};
use crate::syntax::{
    Comparison, Expr, ExprId, ExprKind, Fold, FoldKind, Name, Operator, Presence, Quantified, Quantifier, Range,
    Successive,
};
use crate::value::Literal;

/// The tallest tree that is built: what goes through an expression may recurse.
///
/// A level of nesting makes at most four levels of the tree; long sums are the other way to get there.
const MAX_HEIGHT: u32 = 512;

/// An expression and how tall it is. Boxed, because one of these lies on the stack for each level of nesting.
struct Tree {
    expr: Box<Expr>,
    height: u32,
}

/// The height above some parts.
fn above<'t>(parts: impl IntoIterator<Item = &'t Tree>) -> u32 {
    parts.into_iter().map(|tree| tree.height + 1).max().unwrap_or(0)
}

fn boxed(tree: Tree) -> Box<Expr> {
    tree.expr
}

fn exprs(trees: Vec<Tree>) -> Vec<Expr> {
    trees.into_iter().map(|tree| *tree.expr).collect()
}

/// Goes through what only wraps another part: parentheses, which are not part of an expression, and rules that stand for one of
/// several. A loop, so that parentheses cost no stack.
fn inmost(mut pair: Pair<'_>) -> Option<Pair<'_>> {
    loop {
        let mut parts = pair.clone().into_inner();
        let wraps = match pair.as_rule() {
            Rule::group
            | Rule::condition
            | Rule::quantifier
            | Rule::operand
            | Rule::aggregate
            | Rule::value
            | Rule::how_many => true,
            Rule::expr | Rule::comparison | Rule::sum => parts.clone().nth(1).is_none(),
            _ => false,
        };
        if !wraps {
            return Some(pair);
        }
        pair = parts.next()?;
    }
}

/// `X in L where C`, and how tall its parts are.
struct RangeTree {
    range: Box<Range>,
    height: u32,
}

impl<'a> Reader<'a> {
    /// An expression of the clause that is being read.
    pub(super) fn expr(&mut self, pair: Pair<'a>) -> Option<Expr> {
        self.tree(pair).map(|tree| *tree.expr)
    }

    #[inline(never)]
    fn make(&mut self, span: Span, height: u32, kind: ExprKind) -> Option<Tree> {
        if height > MAX_HEIGHT {
            self.too_deep(span.range().start);
            return None;
        }
        let id = ExprId(self.syntax.expressions);
        self.syntax.expressions += 1;
        Some(Tree { expr: Box::new(Expr { id, span, kind }), height })
    }

    /// Builds what `pair` stands for. Each level of nesting comes through here, so the large parts are functions of their own.
    fn tree(&mut self, pair: Pair<'a>) -> Option<Tree> {
        let pair = inmost(pair)?;
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::expr => self.chain(span, pair.into_inner()),
            Rule::negation => self.negation(span, pair.into_inner()),
            Rule::comparison => self.comparison(span, pair.into_inner()),
            Rule::sum => self.arithmetic(pair.into_inner()),
            Rule::each | Rule::some => self.quantified(span, pair.into_inner()),
            Rule::successive => self.successive(span, pair.into_inner()),
            Rule::at_least_of => self.at_least_of(span, pair.into_inner()),
            Rule::counted => self.counted(span, pair.into_inner()),
            Rule::folded => self.folded(span, pair.into_inner()),
            Rule::changed => self.changed(span, pair.into_inner()),
            _ => self.leaf(span, &pair),
        }
    }

    #[inline(never)]
    fn leaf(&mut self, span: Span, pair: &Pair<'a>) -> Option<Tree> {
        let kind = match pair.as_rule() {
            Rule::path => ExprKind::Path(pair.clone().into_inner().map(|part| self.name(&part)).collect()),
            Rule::name => ExprKind::Path(vec![self.name(pair)]),
            _ => ExprKind::Literal(self.literal(pair)?.value),
        };
        self.make(span, 0, kind)
    }

    #[inline(never)]
    fn negation(&mut self, span: Span, mut parts: Pairs<'a, Rule>) -> Option<Tree> {
        let operand = self.tree(parts.next()?)?;
        self.make(span, operand.height + 1, ExprKind::Not(boxed(operand)))
    }

    #[inline(never)]
    fn counted(&mut self, span: Span, parts: Pairs<'a, Rule>) -> Option<Tree> {
        let range = self.range(parts)?;
        self.make(span, range.height, ExprKind::NumberOf(range.range))
    }

    /// Conditions joined by `and` or by `or`.
    #[inline(never)]
    fn chain(&mut self, span: Span, parts: Pairs<'a, Rule>) -> Option<Tree> {
        let mut links = Vec::new();
        let mut conditions = Vec::new();
        for part in parts {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::logic => links.push((written(&part), place)),
                _ => conditions.push((self.tree(part), place)),
            }
        }
        let link = links.first().map(|&(word, _)| word);
        let is_and = link.is_some_and(|word| word.starts_with("and"));
        if links.iter().any(|(word, _)| word.starts_with("and") != is_and) {
            let places: Vec<Span> = conditions.iter().map(|&(_, place)| place).collect();
            self.diagnostics.push(logic::mixed(self.sources, &places, &links));
            return None;
        }
        let mut trees = conditions.into_iter().map(|(tree, _)| tree).collect::<Option<Vec<Tree>>>()?;
        match link {
            None => trees.pop(),
            Some(_) => {
                let height = above(&trees);
                let kind = if is_and { ExprKind::And } else { ExprKind::Or };
                self.make(span, height, kind(exprs(trees)))
            }
        }
    }

    /// Sums of products, which lie side by side.
    #[inline(never)]
    fn arithmetic(&mut self, mut parts: Pairs<'a, Rule>) -> Option<Tree> {
        let (mut span, mut left) = self.product(&mut parts)?;
        while let Some(sign) = parts.next() {
            let right = self.product(&mut parts)?;
            (span, left) = self.joined((span, left), &sign, right)?;
        }
        Some(left)
    }

    fn product(&mut self, parts: &mut Pairs<'a, Rule>) -> Option<(Span, Tree)> {
        let mut left = self.operand(parts)?;
        while let Some(sign) = parts.peek().filter(|sign| !matches!(written(sign), "+" | "-")) {
            parts.next();
            let right = self.operand(parts)?;
            left = self.joined(left, &sign, right)?;
        }
        Some(left)
    }

    /// An operand, and its place with its parentheses.
    fn operand(&mut self, parts: &mut Pairs<'a, Rule>) -> Option<(Span, Tree)> {
        let operand = parts.next()?;
        Some((self.span(&operand), self.tree(operand)?))
    }

    fn joined(&mut self, left: (Span, Tree), sign: &Pair<'a>, right: (Span, Tree)) -> Option<(Span, Tree)> {
        let operator = match written(sign) {
            "+" => Operator::Plus,
            "-" => Operator::Minus,
            "/" => Operator::Divide,
            _ => Operator::Times,
        };
        let span = left.0.to(right.0);
        let height = above([&left.1, &right.1]);
        let kind = ExprKind::Arithmetic(boxed(left.1), operator, boxed(right.1));
        Some((span, self.make(span, height, kind)?))
    }

    #[inline(never)]
    fn comparison(&mut self, span: Span, mut parts: Pairs<'a, Rule>) -> Option<Tree> {
        let left = self.tree(parts.next()?)?;
        let Some(test) = parts.next() else { return Some(left) };
        let test = test.into_inner().next()?;
        match test.as_rule() {
            Rule::includes => self.includes(span, left, test.into_inner()),
            Rule::symbol_test => {
                let mut parts = test.into_inner();
                let comparison = match written(&parts.next()?) {
                    ">=" => Comparison::AtLeast,
                    "<=" => Comparison::AtMost,
                    "!=" => Comparison::IsNot,
                    ">" => Comparison::MoreThan,
                    "<" => Comparison::LessThan,
                    _ => Comparison::Is,
                };
                self.compare(span, left, comparison, parts.next()?)
            }
            _ => self.words_test(span, left, test.into_inner().next()?),
        }
    }

    #[inline(never)]
    fn compare(&mut self, span: Span, left: Tree, comparison: Comparison, right: Pair<'a>) -> Option<Tree> {
        let right = self.tree(right)?;
        self.make(span, above([&left, &right]), ExprKind::Compare(boxed(left), comparison, boxed(right)))
    }

    /// What follows `is`.
    #[inline(never)]
    fn words_test(&mut self, span: Span, left: Tree, test: Pair<'a>) -> Option<Tree> {
        let mut parts = test.clone().into_inner();
        match test.as_rule() {
            Rule::between => {
                let low = self.tree(parts.nth(1)?)?;
                let high = self.tree(parts.nth(1)?)?;
                let height = above([&left, &low, &high]);
                self.make(span, height, ExprKind::Between(boxed(left), boxed(low), boxed(high)))
            }
            Rule::one_of_values => {
                let negated = parts.peek().is_some_and(|part| part.as_rule() == Rule::k_not);
                let options = self.values(parts)?;
                let height = above(&options).max(left.height + 1);
                self.make(span, height, ExprKind::OneOf { value: boxed(left), negated, options: exprs(options) })
            }
            Rule::presence => {
                let negated = parts.peek().is_some_and(|part| part.as_rule() == Rule::k_not);
                let test = match parts.next_back()?.as_rule() {
                    Rule::k_given => Presence::Given,
                    Rule::k_missing => Presence::Missing,
                    _ => Presence::Empty,
                };
                self.make(span, left.height + 1, ExprKind::Presence { value: boxed(left), test, negated })
            }
            Rule::order => {
                let comparison = match parts.next()?.as_rule() {
                    Rule::at_least => Comparison::AtLeast,
                    Rule::at_most => Comparison::AtMost,
                    Rule::more_than => Comparison::MoreThan,
                    Rule::less_than => Comparison::LessThan,
                    Rule::on_or_before => Comparison::OnOrBefore,
                    Rule::on_or_after => Comparison::OnOrAfter,
                    Rule::k_before => Comparison::Before,
                    _ => Comparison::After,
                };
                self.compare(span, left, comparison, parts.next()?)
            }
            Rule::is_not => self.compare(span, left, Comparison::IsNot, parts.nth(1)?),
            _ => self.compare(span, left, Comparison::Is, test),
        }
    }

    #[inline(never)]
    fn includes(&mut self, span: Span, left: Tree, parts: Pairs<'a, Rule>) -> Option<Tree> {
        let quantity =
            parts.clone().map(|part| part.as_rule()).find(|rule| matches!(rule, Rule::any_of | Rule::all_of));
        let values = self.values(parts)?;
        if quantity.is_none() && values.len() > 1 {
            self.report(Code::Syntax, span.range(), "`includes` takes one value")
                .help
                .push("write `includes any of …` or `includes all of …`".to_owned());
            return None;
        }
        let all = quantity != Some(Rule::any_of);
        let height = above(&values).max(left.height + 1);
        self.make(span, height, ExprKind::Includes { set: boxed(left), all, values: exprs(values) })
    }

    fn values(&mut self, parts: Pairs<'a, Rule>) -> Option<Vec<Tree>> {
        let values: Vec<Option<Tree>> =
            parts.filter(|part| part.as_rule() == Rule::value).map(|part| self.tree(part)).collect();
        values.into_iter().collect()
    }

    #[inline(never)]
    fn quantified(&mut self, span: Span, parts: Pairs<'a, Rule>) -> Option<Tree> {
        let mut count = None;
        let mut quantifier = Quantifier::Every;
        let mut body = None;
        for part in parts.clone() {
            match part.as_rule() {
                Rule::k_some => quantifier = Quantifier::Some,
                Rule::k_no => quantifier = Quantifier::No,
                Rule::how_many => count = Some(self.tree(part)?),
                Rule::expr => body = Some(part),
                _ => {}
            }
        }
        let range = self.range(parts)?;
        let body = match body {
            Some(body) => Some(self.tree(body)?),
            None => None,
        };
        let height = above(count.iter().chain(&body)).max(range.height);
        if let Some(count) = count {
            quantifier = Quantifier::AtLeast(*count.expr);
        }
        let quantified = Quantified { quantifier, range: *range.range, body: body.map(|body| *body.expr) };
        self.make(span, height, ExprKind::Quantified(Box::new(quantified)))
    }

    #[inline(never)]
    fn successive(&mut self, span: Span, parts: Pairs<'a, Rule>) -> Option<Tree> {
        let mut names = Vec::new();
        let (mut list, mut by, mut per, mut body) = (None, None, None, None);
        for part in parts {
            match part.as_rule() {
                Rule::name => names.push(self.name(&part)),
                Rule::path => list = Some(self.tree(part)?),
                Rule::by_key => by = Some(self.field_path(part.into_inner().next()?)),
                Rule::per_key => per = Some(self.field_path(part.into_inner().next()?)),
                Rule::expr => body = Some(self.tree(part)?),
                _ => {}
            }
        }
        let (list, by, body) = (list?, by?, body?);
        let later = names.pop()?;
        let earlier = names.pop()?;
        let height = above([&list, &body]);
        let successive = Successive { earlier, later, list: *list.expr, by, per, body: *body.expr };
        self.make(span, height, ExprKind::Successive(Box::new(successive)))
    }

    #[inline(never)]
    fn at_least_of(&mut self, span: Span, parts: Pairs<'a, Rule>) -> Option<Tree> {
        let mut count = None;
        let mut conditions = Vec::new();
        for part in parts {
            match part.as_rule() {
                Rule::how_many => count = Some(self.tree(part)?),
                Rule::expr => conditions.push(self.tree(part)),
                _ => {}
            }
        }
        let conditions = conditions.into_iter().collect::<Option<Vec<Tree>>>()?;
        let count = count?;
        let height = above(&conditions).max(1);
        self.make(span, height, ExprKind::AtLeastOf(boxed(count), exprs(conditions)))
    }

    /// `X in L where C` among the parts of a quantifier or an aggregate.
    #[inline(never)]
    fn range(&mut self, parts: Pairs<'a, Rule>) -> Option<RangeTree> {
        let (mut variable, mut list, mut filter) = (None, None, None);
        for part in parts {
            match part.as_rule() {
                Rule::name => variable = Some(self.name(&part)),
                Rule::path => list = Some(self.tree(part)?),
                Rule::where_ => filter = Some(self.tree(part.into_inner().next()?)?),
                _ => {}
            }
        }
        let list = list?;
        let height = above(filter.iter().chain([&list]));
        let range = Range { variable: variable?, list: *list.expr, filter: filter.map(|filter| *filter.expr) };
        Some(RangeTree { range: Box::new(range), height })
    }

    #[inline(never)]
    fn folded(&mut self, span: Span, parts: Pairs<'a, Rule>) -> Option<Tree> {
        let (mut kind, mut value, mut by) = (FoldKind::Total, None, None);
        for part in parts.clone() {
            match part.as_rule() {
                Rule::fold_word => {
                    kind = match written(&part) {
                        "smallest" => FoldKind::Smallest,
                        "largest" => FoldKind::Largest,
                        "average" => FoldKind::Average,
                        "first" => FoldKind::First,
                        "last" => FoldKind::Last,
                        _ => FoldKind::Total,
                    }
                }
                Rule::sum => value = Some(self.tree(part)?),
                Rule::by_key => by = Some(self.field_path(part.into_inner().next()?)),
                _ => {}
            }
        }
        let value = value?;
        let range = self.range(parts)?;
        let height = (value.height + 1).max(range.height);
        let fold = Fold { kind, value: *value.expr, range: *range.range, by };
        self.make(span, height, ExprKind::Fold(Box::new(fold)))
    }

    #[inline(never)]
    fn changed(&mut self, span: Span, mut parts: Pairs<'a, Rule>) -> Option<Tree> {
        let rises = parts.next()?.as_rule() == Rule::k_rise;
        let from = self.tree(parts.nth(1)?)?;
        let to = self.tree(parts.nth(1)?)?;
        let height = above([&from, &to]);
        self.make(span, height, ExprKind::Change(rises, boxed(from), boxed(to)))
    }

    /// The names of a dotted path, each with its place.
    pub(super) fn field_path(&self, pair: Pair<'a>) -> Vec<Name> {
        let mut at = self.span(&pair).range().start;
        let mut names = Vec::new();
        for part in written(&pair).split('.') {
            names.push(Name::new(part.to_owned(), self.span_of(at..at + part.len())));
            at += part.len() + 1;
        }
        names
    }

    /// What a literal says, or a report of what is wrong with it.
    pub(super) fn literal(&mut self, pair: &Pair<'a>) -> Option<Spanned<Literal>> {
        let span = self.span(pair);
        let written = written(pair);
        if written.starts_with('"') {
            let text = self.quoted(pair);
            return Some(Spanned::new(Literal::Text(text.value), span));
        }
        let words: Vec<&str> = written.split_whitespace().collect();
        match Literal::read(&words.join(" ")) {
            Ok(value) => Some(Spanned::new(value, span)),
            Err(error) => {
                self.report(Code::BadLiteral, span.range(), error.message).help.extend(error.help);
                None
            }
        }
    }

    /// A literal that has to be a percentage or a plain number, as `pick` says.
    pub(super) fn number<T>(
        &mut self,
        pair: &Pair<'a>,
        wanted: &str,
        pick: impl FnOnce(Literal) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let literal = self.literal(pair)?;
        let span = literal.span;
        let bare = matches!(literal.value, Literal::Number(_));
        let picked = pick(literal.value);
        if picked.is_none() {
            let message = format!("expected {wanted}, found {}", error::quoted(written(pair)));
            let help = if bare && wanted.contains('%') {
                format!("write `{}%`", written(pair))
            } else {
                format!("write {wanted}")
            };
            self.report(Code::BadLiteral, span.range(), message).help.push(help);
        }
        picked.map(|value| Spanned::new(value, span))
    }
}
