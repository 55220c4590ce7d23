// Package bank looks after the items: who changes one writes a draft, two
// others approve it, and only then it becomes the next version of the bank.
//
//	Open ──▶ draft ──Submit──▶ in_review ──2 × Approve──▶ published
//	           ▲                │     │
//	           ├──── Withdraw ──┤     └──Reject──▶ rejected
//	           ├──── Save ──────┘                     │
//	           └──── Save ────────────────────────────┘
//
// Nobody approves a draft she has written in, and every edit takes the
// approvals back. A [Service] does it all on the interfaces of its [Config];
// [Diff] tells two versions of an item apart field by field.
package bank
