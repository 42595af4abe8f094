//! Random profiles, around the limits of the criteria.

use fastrand::Rng;

use super::{
    Accounts, Break, Contract, Day, Funding, Kind, Nation, Profile, Review, Route, Spend, Staff, Standing, Team, Tender,
};

/// A profile; the same for the same seed.
pub fn random(seed: u64) -> Profile {
    let rng = &mut Rng::with_seed(seed);
    let as_of = Day(20_000 + rng.i32(0..1000));
    let decided = Day(as_of.0 - rng.i32(800..1200));
    let spent = rng.i64(1..3_000_000);
    Profile {
        authority: format!("Authority {seed}"),
        as_of,
        nation: one(rng, [Nation::England, Nation::Wales, Nation::Scotland, Nation::NorthernIreland]),
        route: one(rng, [Route::Competitive, Route::Negotiated, Route::DirectAward]),
        bids: rng.i64(0..11),
        upheld: rng.i64(0..2),
        wait: rng.i64(15..27),
        staff: Staff { caseload: rng.i32(150..170) as f64 / 4.0, posts: rng.i64(15..35), leavers: rng.i64(2..8) },
        funding: Funding {
            grant: rng.i64(1000..1010),
            last_grant: rng.i64(1000..1010),
            ring_fenced: rng.bool(),
            multi_year: rng.bool(),
        },
        spend: Spend { treatment: spent * rng.i64(50..80) / 100, total: spent },
        tender: Tender { decided, go_live: Day(decided.0 + rng.i32(80..100)) },
        accounts: Accounts { published: rng.bool(), standing: one(rng, [Standing::Audited, Standing::Unaudited]) },
        contracts: many(rng, 12, contract),
        reviews: many(rng, 5, |rng, _| Review { on: Day(as_of.0 + rng.i32(-5..6)), independent: rng.bool() }),
        teams: many(rng, 9, |rng, at| Team { name: format!("team-{at}"), caseload: rng.i64(30..46) }),
    }
}

fn contract(rng: &mut Rng, at: usize) -> Contract {
    Contract {
        id: format!("contract-{at}"),
        kind: one(rng, [Kind::Community, Kind::Residential, Kind::Outreach]),
        months: rng.i64(34..70),
        sites: rng.i64(0..4),
        value: rng.i64(0..1_600_000),
        r#break: if rng.u8(0..8) == 0 { Break::Annual } else { Break::None },
    }
}

fn one<T: Copy, const N: usize>(rng: &mut Rng, of: [T; N]) -> T {
    of[rng.usize(..N)]
}

fn many<T>(rng: &mut Rng, most: usize, one: impl Fn(&mut Rng, usize) -> T) -> Vec<T> {
    (1..=rng.usize(1..=most)).map(|at| one(rng, at)).collect()
}
