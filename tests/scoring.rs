//! What a score means, rule by rule: Markdown files in `cases/scoring`, whose expected values are worked out by hand.
//!
//! A file has prose and fenced blocks, read from the top:
//! - `charter`: a charter, or only declarations (then a head is put before it). It stays until the next.
//! - `yaml`: a profile, scored against the charter. It stays until the next.
//! - `expect`: what comes out, a fact a line; see [`expect_line`]. `#` begins a comment: the arithmetic.
//! - `answers`: a condition and its verdict a line, `CONDITION => VERDICT`, each made a criterion `should CONDITION` of
//!   the charter and judged on the profile. After the verdict may stand `; unanswered a, b`, `; unverified a` or
//!   `; because WORDS`, the latter a part of the criterion's reason.

use std::fmt::Write as _;
use std::path::Path;

use kitemark::scorecard::{CriterionResult, Finding, Interval, LimitKind, Scorecard};
use kitemark::{Charter, Diagnostic, Fraction, Limits, Profile, ScoreOptions, Scored};
use kitemark_dsl::value::Number;

const HEAD: &str = "charter t \"T\"\n  edition 1\n";

#[test]
fn scoring_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/scoring");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    assert!(files.len() > 10, "the cases are gone");
    let only = std::env::var("KITEMARK_CASE").unwrap_or_default();
    let mut failures = String::new();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.contains(&only) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for failure in Case::default().run(&text) {
            writeln!(failures, "{name}:{failure}").unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[derive(Default)]
struct Case {
    charter: String,
    compiled: Option<Charter>,
    profile: String,
    scored: Option<Scored>,
    facts: usize,
    failures: Vec<String>,
}

impl Case {
    fn run(mut self, text: &str) -> Vec<String> {
        assert!(text.starts_with("# "), "a case begins with its title");
        let mut block: Option<(&str, usize, String)> = None;
        for (number, line) in (1..).zip(text.lines()) {
            match (&mut block, line.strip_prefix("```")) {
                (None, Some(kind)) => block = Some((kind, number + 1, String::new())),
                (Some((kind, start, body)), Some(_)) => {
                    let (kind, start, body) = (*kind, *start, std::mem::take(body));
                    block = None;
                    self.block(kind, start, body);
                }
                (Some((_, _, body)), None) => {
                    body.push_str(line);
                    body.push('\n');
                }
                (None, None) => {}
            }
        }
        if self.facts == 0 {
            self.failures.push("0: nothing is expected here".into());
        }
        self.failures
    }

    fn fail(&mut self, line: usize, message: &str) {
        self.failures.push(format!("{line}: {message}"));
    }

    fn block(&mut self, kind: &str, start: usize, body: String) {
        match kind {
            "charter" => {
                self.charter = if body.starts_with("charter ") { body } else { format!("{HEAD}{body}") };
                self.compiled = None;
                self.scored = None;
            }
            "yaml" => {
                self.profile = body;
                self.scored = None;
                if self.charter.contains("principle ") {
                    self.score(start);
                }
            }
            "expect" => self.expect(start, &body),
            "answers" => self.answers(start, &body),
            "text" => {}
            other => self.fail(start, &format!("no block is called `{other}`")),
        }
    }

    fn compile(&mut self, line: usize, text: &str) -> Option<Charter> {
        match Charter::compile([("case.charter", text)]) {
            Ok((charter, _)) => Some(charter),
            Err(error) => {
                self.fail(line, &format!("the charter does not compile: {}", shown(error.diagnostics())));
                None
            }
        }
    }

    fn score(&mut self, line: usize) {
        if self.compiled.is_none() {
            let text = self.charter.clone();
            self.compiled = self.compile(line, &text);
        }
        let Some(charter) = self.compiled.clone() else { return };
        self.scored = self.score_with(line, &charter);
    }

    fn score_with(&mut self, line: usize, charter: &Charter) -> Option<Scored> {
        let scored = Profile::read("p.yaml", self.profile.as_bytes(), &Limits::default())
            .and_then(|profile| charter.score(&profile, &ScoreOptions::default()));
        scored
            .map_err(|error| self.fail(line, &format!("the profile is not scored: {}", shown(error.diagnostics()))))
            .ok()
    }

    fn expect(&mut self, start: usize, body: &str) {
        let Some(scored) = self.scored.take() else { return self.fail(start, "nothing was scored") };
        let mut diagnostics = "none";
        for (number, line) in (start..).zip(body.lines()) {
            let line = line.split(" # ").next().unwrap_or_default().trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            self.facts += 1;
            let Some((key, wanted)) = line.split_once(": ").map(|(key, wanted)| (key.trim(), wanted.trim())) else {
                self.fail(number, &format!("`{line}` is no expectation"));
                continue;
            };
            if key == "diagnostics" {
                diagnostics = wanted;
                continue;
            }
            match expect_line(&scored.scorecard, key, wanted) {
                Err(problem) => self.fail(number, &problem),
                Ok(found) if found == wanted => {}
                Ok(found) => self.fail(number, &format!("{key}: expected {wanted}\n    found {found}")),
            }
        }
        let found = joined(scored.diagnostics.iter().map(|each| each.code.as_str().to_owned()));
        if found != diagnostics {
            self.fail(start, &format!("diagnostics: expected {diagnostics}\n    found {}", shown(&scored.diagnostics)));
        }
    }

    fn answers(&mut self, start: usize, body: &str) {
        let mut text = format!("{}principle p \"P\"\n", self.charter);
        let mut rows = Vec::new();
        for (number, line) in (start..).zip(body.lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((condition, wanted)) = line.split_once(" => ") else {
                return self.fail(number, &format!("`{line}` has no ` => `"));
            };
            writeln!(text, "  criterion row{number} \"R\"\n    should {}", condition.trim()).unwrap();
            rows.push((number, wanted.trim()));
        }
        let Some(charter) = self.compile(start, &text) else { return };
        let Some(scored) = self.score_with(start, &charter) else { return };
        for ((number, wanted), found) in rows.into_iter().zip(&scored.scorecard.criteria) {
            self.facts += 1;
            for part in wanted.split("; ").map(str::trim) {
                if let Err(problem) = answer(found, part) {
                    self.fail(number, &problem);
                }
            }
        }
    }
}

/// Whether a criterion is as a part of a row of `answers` says.
fn answer(found: &CriterionResult, wanted: &str) -> Result<(), String> {
    let (what, got) = if let Some(paths) = wanted.strip_prefix("unanswered ") {
        (paths, joined(found.unanswered.iter().cloned()))
    } else if let Some(paths) = wanted.strip_prefix("unverified ") {
        (paths, joined(found.unverified.iter().cloned()))
    } else if let Some(words) = wanted.strip_prefix("because ") {
        let reason = found.reason.clone().unwrap_or_default();
        (words, if reason.contains(words) { words.to_owned() } else { reason })
    } else {
        (wanted, verdict(found).to_owned())
    };
    if what == got { Ok(()) } else { Err(format!("expected {wanted}\n    found {got} ({:?})", found.reason)) }
}

/// What the scorecard says of `key`, in the words of an expectation:
/// - `ID: met`, and `ID: partly 50% [50%, 60%]` with the credit: what is sure, then both ends
/// - `award`, `provisional`, `arithmetic`: the award's id, or `none`; `valid until`: a day
/// - `score`, `principle ID`: `[40%, 1/3]` as exact fractions, or `unscored`; `evidenced`
/// - `weight ID`: the share of a criterion or principle in the total, exact as far as six places show it
/// - `unanswered ID`, `unverified ID`: paths, or `none`; `evidence ID`: the documents; `reason ID`
/// - `findings ID`: `SUBJECT.PATH observed … required …`, joined by ` | `, or `none`
/// - `limits`: `KIND AWARD WORDS`, joined by ` | `; `because`: what each of them says is short
/// - `waiver ID`: `REASON until DAY`, with ` of RECORD`; `exemptions`: what became of each
/// - `robustness`: `holds`, or `PRINCIPLE × 0.75 gives AWARD`; `lightest`: `ID met gives AWARD`
fn expect_line(card: &Scorecard, key: &str, wanted: &str) -> Result<String, String> {
    let of = |id: Option<&String>| id.cloned().unwrap_or_else(|| "none".into());
    let criterion = |id: &str| card.criteria.iter().find(|each| each.id == id).ok_or(format!("no criterion `{id}`"));
    if let Some((what, id)) = key.split_once(' ') {
        let limit = |each: &kitemark::scorecard::LimitResult| each.because.clone().unwrap_or_default();
        return Ok(match what {
            "valid" => of(card.award.valid_until.as_ref()),
            "limit" => joined_by(" | ", card.award.limits.iter().map(limit)),
            "principle" => {
                let found = card.principles.iter().find(|each| each.id == id).ok_or(format!("no principle `{id}`"))?;
                interval(found.score.as_ref(), wanted)
            }
            "weight" => {
                let principle = card.principles.iter().find(|each| each.id == id).map(|each| &each.weight_percent);
                let share = match principle {
                    Some(share) => share,
                    None => &criterion(id)?.weight_percent,
                };
                exactly(&share.0, wanted)
            }
            "unanswered" => joined(criterion(id)?.unanswered.iter().cloned()),
            "unverified" => joined(criterion(id)?.unverified.iter().cloned()),
            "evidence" => joined(criterion(id)?.evidence.iter().map(|each| each.id.clone())),
            "reason" => of(criterion(id)?.reason.as_ref()),
            "findings" => joined_by(" | ", criterion(id)?.findings.iter().map(finding)),
            "waiver" => criterion(id)?.waiver.as_ref().map_or_else(
                || "none".into(),
                |waiver| {
                    let record = waiver.record.as_ref().map(|record| format!(" of {record}")).unwrap_or_default();
                    format!("{} until {}{record}", waiver.reason, waiver.until)
                },
            ),
            _ => return Err(format!("nothing is called `{what}`")),
        });
    }
    Ok(match key {
        "award" => of(card.award.id.as_ref()),
        "provisional" => of(card.award.provisional.as_ref()),
        "arithmetic" => of(card.award.arithmetic.as_ref()),
        "score" => interval(card.score.as_ref(), wanted),
        "evidenced" => card.evidenced.as_ref().map_or_else(|| "none".into(), |share| exactly(share, wanted)),
        "limits" => joined_by(
            " | ",
            card.award.limits.iter().map(|limit| {
                let kind = match limit.kind {
                    LimitKind::Score => "score",
                    LimitKind::Cap => "cap",
                    _ => "gate",
                };
                format!("{kind} {} {}", limit.award, limit.text)
            }),
        ),
        "exemptions" => joined(card.exemptions.iter().map(|each| json_word(&each.status))),
        "robustness" if card.robustness.holds => "holds".into(),
        "robustness" => joined(
            card.robustness
                .breaks
                .iter()
                .map(|each| format!("{} × {} gives {}", each.principle, each.factor, of(each.award.as_ref()))),
        ),
        "lightest" => card.robustness.lightest.as_ref().map_or_else(
            || "none".into(),
            |each| format!("{} {} gives {}", each.criterion, each.verdict.words(), of(each.award.as_ref())),
        ),
        id => {
            let found = criterion(id)?;
            let words = verdict(found);
            if wanted == words {
                return Ok(words.to_owned());
            }
            let ends = wanted.rfind(" [").map_or("", |at| wanted.get(at + 1..).unwrap_or_default());
            let sure = wanted.strip_prefix("partly ").and_then(|rest| rest.split(" [").next()).unwrap_or_default();
            let low = match (&found.credit, words) {
                (Some(credit), "partly") => format!(" {}", exactly(&credit.low, sure)),
                _ => String::new(),
            };
            format!("{words}{low} {}", interval(found.credit.as_ref(), ends))
        }
    })
}

fn verdict(found: &CriterionResult) -> &'static str {
    found.verdict.words().trim_end_matches(" met")
}

fn json_word<T: std::fmt::Debug>(value: &T) -> String {
    let mut out = String::new();
    for c in format!("{value:?}").chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}

fn finding(finding: &Finding) -> String {
    let subject = finding.subject.as_ref().map(|subject| format!("{subject}.")).unwrap_or_default();
    format!("{subject}{} observed {} required {}", finding.path, finding.observed, finding.required)
}

fn joined(items: impl Iterator<Item = String>) -> String {
    joined_by(", ", items)
}

fn joined_by(between: &str, items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "none".into() } else { items.join(between) }
}

fn interval(found: Option<&Interval>, wanted: &str) -> String {
    let Some(found) = found else { return "unscored".into() };
    let ends = wanted.trim_start_matches('[').trim_end_matches(']').split_once(", ").unwrap_or_default();
    format!("[{}, {}]", exactly(&found.low, ends.0), exactly(&found.high, ends.1))
}

/// A fraction as it was expected, if it is just that: `1/3`, `33.3%`. Otherwise its decimals.
fn exactly(found: &Fraction, wanted: &str) -> String {
    if fraction(wanted).is_some_and(|wanted| wanted == *found) {
        wanted.to_owned()
    } else {
        format!("{}%", found.percent_decimals(6))
    }
}

fn fraction(text: &str) -> Option<Fraction> {
    let number = match (text.strip_suffix('%'), text.split_once('/')) {
        (Some(percent), _) => Number::parse(percent).ok()?.checked_div(Number::HUNDRED)?,
        (None, Some((above, below))) => Number::parse(above).ok()?.checked_div(Number::parse(below).ok()?)?,
        _ => return None,
    };
    Some(number.into())
}

fn shown(diagnostics: &[Diagnostic]) -> String {
    let one = |each: &Diagnostic| {
        format!(
            "{} {} ({}) {}",
            each.code.as_str(),
            each.message,
            each.place().unwrap_or_default(),
            each.help.join("; ")
        )
    };
    joined_by("\n      ", diagnostics.iter().map(one))
}
