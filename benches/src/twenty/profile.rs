//! The profile as somebody would declare it who writes the criteria by hand.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Declares what a profile is made of; every part is as it is written.
macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $ty:ty),* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            #[allow(missing_docs)]
            pub struct $name { $(pub $field: $ty),* }
        )*
    };
    ($($(#[$doc:meta])* $name:ident: $($value:ident),*;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(rename_all = "snake_case")]
            #[allow(missing_docs)]
            pub enum $name { $($value),* }
        )*
    };
}

parts! {
    /// The whole.
    Profile {
        authority: String, as_of: Day, nation: Nation, route: Route, bids: i64, upheld: i64, wait: i64, staff: Staff,
        funding: Funding, spend: Spend, tender: Tender, accounts: Accounts, contracts: Vec<Contract>, reviews: Vec<Review>,
        teams: Vec<Team>
    }
    /// Who works there.
    Staff { caseload: f64, posts: i64, leavers: i64 }
    /// Where the money comes from.
    Funding { grant: i64, last_grant: i64, ring_fenced: bool, multi_year: bool }
    /// What it is spent on.
    Spend { treatment: i64, total: i64 }
    /// The last letting.
    Tender { decided: Day, go_live: Day }
    /// The accounts.
    Accounts { published: bool, standing: Standing }
    /// A contract in force.
    Contract { id: String, kind: Kind, months: i64, sites: i64, value: i64, r#break: Break }
    /// A review of the service.
    Review { on: Day, independent: bool }
    /// A team of the service.
    Team { name: String, caseload: i64 }
}

parts! {
    /// Where it is.
    Nation: England, Wales, Scotland, NorthernIreland;
    /// How it was let.
    Route: Competitive, Negotiated, DirectAward;
    /// What state the accounts are in.
    Standing: Audited, Unaudited;
    /// What a contract is for.
    Kind: Community, Residential, Outreach;
    /// How a contract can be broken.
    Break: None, Annual;
}

/// A day, counted from 1970-01-01; written as `2026-06-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i32);

const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);

impl Day {
    /// Reads `2026-06-30`.
    pub fn read(text: &str) -> Option<Day> {
        let date: jiff::civil::Date = text.parse().ok()?;
        i32::try_from(date.duration_since(EPOCH).as_hours() / 24).ok().map(Day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        EPOCH.saturating_add(jiff::Span::new().days(self.0)).fmt(out)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl Visitor<'_> for Written {
            type Value = Day;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a day such as 2026-06-30")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Day, E> {
                Day::read(text).ok_or_else(|| E::custom("no day"))
            }
        }
        deserializer.deserialize_str(Written)
    }
}
