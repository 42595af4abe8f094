//! The twenty criteria in Rust, as somebody would write them who knows the profile.

use super::{Break, Kind, Nation, Profile, Standing, Verdicts};

/// Whether each criterion holds, or does not apply.
pub fn verdicts(profile: &Profile) -> Verdicts {
    let Profile { staff, funding, spend, tender, accounts, contracts, reviews, teams, .. } = profile;
    let residential = |kind: Kind| kind == Kind::Residential;
    let near = contracts.iter().filter(|each| each.kind == Kind::Community && each.sites >= 2).count();
    let caseloads: i64 = teams.iter().map(|team| team.caseload).sum();
    [
        staff.caseload <= 40.0,
        (2..=8).contains(&profile.bids),
        profile.upheld == 0,
        profile.wait < 21,
        funding.grant >= funding.last_grant,
        staff.posts > 24,
        funding.ring_fenced,
        matches!(profile.nation, Nation::England | Nation::Wales),
        profile.nation != Nation::England || funding.multi_year,
        accounts.published && accounts.standing == Standing::Audited,
        contracts.iter().all(|each| each.months >= 36),
        reviews.iter().any(|review| review.independent && review.on <= profile.as_of),
        !contracts.iter().any(|each| residential(each.kind) && each.r#break == Break::Annual),
        near >= 2,
        contracts.iter().map(|each| each.value).sum::<i64>() <= 5_000_000,
        caseloads <= 38 * teams.len() as i64,
        tender.go_live.0 - tender.decided.0 >= 90,
        profile.as_of.0 - tender.decided.0 <= 1000,
        staff.leavers * 100 <= 20 * staff.posts,
        spend.treatment * 100 >= 65 * spend.total,
    ]
}
