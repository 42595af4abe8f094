import type { Profile } from "./standard";

const profile: Profile = {
  schema: "kitemark-profile/1",
  authority: "Northmere Borough Council",
  nation: "england",
  as_of: "2026-06-30",
  evidence: [
    {
      id: "ev-contract",
      kind: "contract",
      ref: "Contract file",
      dated: "2026-05-06",
      grade: "primary",
      covers: ["contracts"],
    },
  ],
  funding: {
    ring_fenced: true,
    allocation_horizon: "36 months",
    price_base: { deflator: "gdp", year: "2020-21" },
    years: [
      { year: "2020-21", public_health_grant: "£6412000", grants: "£0", price_index: "100" },
      { year: "2026-27", public_health_grant: "£9080000.50", grants: "£0", price_index: "129.3" },
    ],
  },
  contracts: [
    {
      id: "adult-system",
      service: "adult-system",
      model: "lead_provider",
      provider: { name: "Example Recovery Trust" },
      start: "2025-04-01",
      initial_term: "36 months",
      extensions: [{ length: "24 months", basis: "gate" }],
      review: { every: "2 years", user_led: true, can_respecify: false },
      functions: ["assess", "prescribe", "recovery"],
      payment: { pbr_share: "5%" },
    },
  ],
  residential: {
    entry_rules: [{ kind: "max_dose", drug: "methadone", limit: "30 mg/day", basis: "provider_policy" }],
  },
  integration: { information_systems: 1 },
  exemptions: [
    {
      criterion: "cycle-length",
      record: "contracts[adult-system]",
      reason: "local_government_reorganisation",
      expires: "2028-04-01",
      evidence: ["ev-contract"],
    },
  ],
};

console.log(JSON.stringify(profile));
