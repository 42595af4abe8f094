# Each ignored mistake is one that the types have to find: mypy --strict refuses to ignore what is none.
from standard import Contract, Duration, Evidence, FundingYear, Money, Profile

Profile(nation="cornwall")  # type: ignore[arg-type]
Profile(natoin="wales")  # type: ignore[call-arg]
Profile(as_of="2026-06-30")  # type: ignore[arg-type]
Contract(initial_term="36 months")  # type: ignore[arg-type]
FundingYear(price_index=129.3)  # type: ignore[arg-type]
Money.of(12.5)  # type: ignore[arg-type]
Duration.months("36")  # type: ignore[arg-type]
Evidence(id="ev-1")  # type: ignore[call-arg]
