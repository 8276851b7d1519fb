"""The audit (§21): `record`, `stood`, `scope` and `evidence` have its terms, `audit` puts it together, and each of the others has a group
of findings.
"""
