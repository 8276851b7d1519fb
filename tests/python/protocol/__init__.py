"""The protocols `dual-random/1` and `dual-random/1-sm3`, written from PROTOCOL.md alone: a module for each of its sections.

`hashes` and `sm3` (§1) are what the two differ in: every function that hashes is given the hash of the document at hand.

Part I, the draw: `canonical` (§2), `small_types` and `forms` (§3), `limits` (§4), `documents` (the forms of §5, §7, §9, §13, §15, §16),
`rosters` (§5), `commitments` (§6), `plans` and `public_values` (§7), `pools`, `admission` and `warnings` (§8), `seeding` (§10), `decks` (§11),
`matching` and `staffing` (§12), `sealing` (§13), `continuation` (§14), `amending` and `amendments` (§15), `ceremony` (one ceremony, of
these parts), `report` and `verification` (§17).

Part II, proofs: `merkle`, `proofs` (§18).

Part III, the record and its audit: `logs`, `checkpoints`, `pages` and `signatures` (§19), `voids` (§20), `audit` (§21).
"""
