//! Examples: what can be said of them without running them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Checker, Claims};
use crate::codes::Code;
use crate::diagnostic::Diagnostic;
use crate::syntax::{Declaration, Name, Syntax, Then, ThenKind};

impl Checker {
    pub(super) fn check_examples(&mut self, syntax: &Syntax, profiles: Option<&BTreeSet<String>>) {
        for declaration in &syntax.declarations {
            let Declaration::Example(example) = declaration else { continue };
            if let Some(profiles) = profiles {
                self.check_example_profile(&example.profile, profiles);
            }
            let claims = Claims::new(&self.charter, &self.charter.sources);
            let given = example.given.iter().flat_map(|given| claims.given(given));
            let then = example.then.iter().filter_map(|then| self.check_then(&claims, then));
            let found: Vec<Diagnostic> = given.chain(then).collect();
            self.problems.extend(found);
            self.charter.examples.push(Arc::clone(example));
        }
    }

    fn check_example_profile(&mut self, profile: &Name, profiles: &BTreeSet<String>) {
        if profiles.contains(&profile.value) {
            return;
        }
        let diagnostic = self
            .at(Code::ExampleProfile, profile.span, format!("there is no profile `{}`", profile.value), "not found")
            .with_suggestion(&profile.value, profiles.iter().map(String::as_str))
            .with_help("the path starts at the charter's folder");
        self.report(diagnostic);
    }

    fn check_then(&self, claims: &Claims<'_>, then: &Then) -> Option<Diagnostic> {
        match &then.kind {
            ThenKind::Verdict(id, _) if claims.criterion(id).is_err() && self.is_unread(&id.value) => None,
            ThenKind::Award(award) if self.is_unread(&award.value) => None,
            ThenKind::Verdict(id, verdict) => claims.verdict(id, verdict).err(),
            ThenKind::Award(award) => claims.award(award).err(),
            ThenKind::Score(_, share) | ThenKind::Evidenced(_, share) => claims.share(share).err(),
        }
    }
}
