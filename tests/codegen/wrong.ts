// Each of these lines is a mistake that the types have to find.
import type { Contract, Exemption, FundingYear, Profile } from "./standard";

// @ts-expect-error a choice without this value
export const nation: Profile = { nation: "cornwall" };
// @ts-expect-error a key that the charter does not ask for
export const key: Profile = { natoin: "wales" };
// @ts-expect-error a number without its unit
export const bare: Contract = { initial_term: "36" };
// @ts-expect-error another unit of time
export const unit: Contract = { initial_term: "36 moons" };
// @ts-expect-error an amount in another currency
export const money: FundingYear = { grants: "$5" };
// @ts-expect-error a binary float
export const float: FundingYear = { price_index: 129.3 };
// @ts-expect-error no date
export const date: Profile = { as_of: "yesterday" };
// @ts-expect-error an exemption without its end
export const endless: Exemption = { criterion: "cycle-length", reason: "provider_collapse" };
