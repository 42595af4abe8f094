import datetime
from decimal import Decimal

from standard import (
    Contract,
    ContractPayment,
    ContractProvider,
    ContractReview,
    Duration,
    EntryBasis,
    EntryKind,
    EntryRule,
    Evidence,
    ExemptibleCriterion,
    Exemption,
    ExemptionReason,
    Extension,
    ExtensionBasis,
    Function,
    FundingYear,
    Grade,
    MgDay,
    Model,
    Money,
    Nation,
    Percent,
    Period,
    Profile,
)

profile = Profile(
    schema="kitemark-profile/1",
    authority="Northmere Borough Council",
    nation=Nation.ENGLAND,
    as_of=datetime.date(2026, 6, 30),
    evidence=[
        Evidence(
            id="ev-contract",
            kind="contract",
            ref="Contract file",
            dated=datetime.date(2026, 5, 6),
            grade=Grade.PRIMARY,
            covers=["contracts"],
        )
    ],
    contracts=[
        Contract(
            id="adult-system",
            service="adult-system",
            model=Model.LEAD_PROVIDER,
            provider=ContractProvider(name="Example Recovery Trust"),
            start=datetime.date(2025, 4, 1),
            initial_term=Duration.months(36),
            extensions=[Extension(length=Duration.months(24), basis=ExtensionBasis.GATE)],
            review=ContractReview(every=Duration.years(2), user_led=True, can_respecify=False),
            functions={Function.ASSESS, Function.PRESCRIBE, Function.RECOVERY},
            payment=ContractPayment(pbr_share=Percent.of(5)),
        )
    ],
    exemptions=[
        Exemption(
            criterion=ExemptibleCriterion.CYCLE_LENGTH,
            record="contracts[adult-system]",
            reason=ExemptionReason.LOCAL_GOVERNMENT_REORGANISATION,
            expires=datetime.date(2028, 4, 1),
            evidence=["ev-contract"],
        )
    ],
)
# Groups are there from the start.
profile.funding.ring_fenced = True
profile.funding.allocation_horizon = Duration.months(36)
profile.funding.price_base.deflator = "gdp"
profile.funding.price_base.year = Period.financial_year(2020)
profile.funding.years = [
    FundingYear(
        year=Period.financial_year(2020), public_health_grant=Money.of(6412000), grants=Money.of(0), price_index=100
    ),
    FundingYear(
        year=Period.financial_year(2026),
        public_health_grant=Money.of(Decimal("9080000.50")),
        grants=Money.of(0),
        price_index=Decimal("129.3"),
    ),
]
profile.residential.entry_rules = [
    EntryRule(kind=EntryKind.MAX_DOSE, drug="methadone", limit=MgDay.of(30), basis=EntryBasis.PROVIDER_POLICY)
]
profile.integration.information_systems = 1

print(profile.to_json())
