package twenty

import rego.v1

default caseload := false
caseload if input.staff.caseload <= 40

default bids := false
bids if {
	input.bids >= 2
	input.bids <= 8
}

default upheld := false
upheld if input.upheld == 0

default wait := false
wait if input.wait < 21

default grant := false
grant if input.funding.grant >= input.funding.last_grant

default posts := false
posts if input.staff.posts > 24

default ring_fenced := false
ring_fenced if input.funding.ring_fenced

default nation := false
nation if input.nation in {"england", "wales"}

default multi_year := false
multi_year if input.nation != "england"
multi_year if input.funding.multi_year

default accounts := false
accounts if {
	input.accounts.published
	input.accounts.standing == "audited"
}

default long_terms := false
long_terms if every contract in input.contracts { contract.months >= 36 }

default reviewed := false
reviewed if {
	some review in input.reviews
	review.independent
	review.on <= input.as_of
}

default no_breaks := false
no_breaks if not some_break

some_break if {
	some contract in input.contracts
	contract.kind == "residential"
	contract["break"] == "annual"
}

default near := false
near if count([1 | some contract in input.contracts; contract.kind == "community"; contract.sites >= 2]) >= 2

default total := false
total if sum([contract.value | some contract in input.contracts]) <= 5000000

default average := false
average if sum([team.caseload | some team in input.teams]) <= 38 * count(input.teams)

day := 86400000000000

decided := time.parse_ns("2006-01-02", input.tender.decided)

default notice := false
notice if time.parse_ns("2006-01-02", input.tender.go_live) - decided >= 90 * day

default recent := false
recent if time.parse_ns("2006-01-02", input.as_of) - decided <= 1000 * day

default turnover := false
turnover if input.staff.leavers * 100 <= 20 * input.staff.posts

default treatment := false
treatment if input.spend.treatment * 100 >= 65 * input.spend.total

verdicts := [
	caseload, bids, upheld, wait, grant, posts,
	ring_fenced, nation, multi_year, accounts,
	long_terms, reviewed, no_breaks, near, total, average,
	notice, recent,
	turnover, treatment,
]
