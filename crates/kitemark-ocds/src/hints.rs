//! Subjects that a notice speaks of in prose, for a person to read: no value is drawn from them.

use crate::answer::quoted_around;
use crate::node::Node;

/// Words in lower case, and the field of the standard charter that they may answer.
const SUBJECTS: [(&str, &[&str]); 5] = [
    (
        "review.every",
        &["contract review", "annual review", "mid-term review", "review of the contract", "reviewed every"],
    ),
    ("break", &["break clause", "break point", "early termination", "right to terminate"]),
    ("payment.pbr_share", &["payment by results", "payment-by-results", "outcome payment"]),
    ("tupe", &["tupe", "transfer of undertakings"]),
    ("conflicts.declared", &["conflict of interest", "conflicts of interest", "conflicts assessment"]),
];

/// A remark for each subject that the notice speaks of, with the words around it.
pub(crate) fn of(root: &Node<'_>) -> Vec<String> {
    let tender = root.get("tender");
    let lots = tender.get("lots").list();
    let mut places =
        vec![root.get("description"), tender.get("description"), tender.at(&["contractTerms", "performanceTerms"])];
    places.extend(lots.iter().map(|lot| lot.get("description")));
    places.extend(root.get("awards").list().iter().map(|award| award.get("description")));
    let texts: Vec<_> = places.iter().filter_map(Node::prose).map(|said| (said.value.to_lowercase(), said)).collect();
    let hint = |(field, words): &(&str, &[&str])| {
        let (_, said) = texts.iter().find(|(lower, _)| words.iter().any(|word| lower.contains(word)))?;
        Some(format!("for `{field}`, read {}: {}", said.pointer, quoted_around(&said.value, words)))
    };
    SUBJECTS.iter().filter_map(hint).collect()
}
