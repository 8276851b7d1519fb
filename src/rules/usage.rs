//! What the rules of a plan meet in a roster. A rule that meets nobody is most often a misspelt one; it is a hint, since a
//! class may be empty this quarter.

use crate::plan::{Condition, Field, Plan, all_hold, first_holding};
use crate::roster::TargetDraw;
use std::collections::BTreeSet;

/// What a rule of a plan meets.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct RuleUse {
    /// The rule, such as `strata[0]` or `tickets[2]`.
    pub rule: String,
    /// Name of the stratum, for strata.
    pub name: Option<String>,
    /// How many targets it holds for; in a table, for how many it is the first that does.
    pub targets: u64,
    /// The values of its conditions that no target has, each with its field.
    pub unknown: Vec<(Field, String)>,
}

/// What every rule of a plan meets: the strata, the table of tickets, the table of teams.
pub(crate) fn rule_uses<'a>(plan: &Plan, targets: impl Iterator<Item = &'a TargetDraw>) -> Vec<RuleUse> {
    let rule = |rule: String, name: Option<String>, when: &[Condition]| {
        let values = |condition: &Condition| {
            let field = condition.field.clone();
            condition.any_of.iter().map(move |value| (field.clone(), value.clone())).collect::<Vec<_>>()
        };
        RuleUse { rule, name, targets: 0, unknown: when.iter().flat_map(values).collect() }
    };
    let strata = plan.strata.iter().enumerate();
    let strata = strata.map(|(i, s)| (rule(format!("strata[{i}]"), Some(s.name.clone()), &s.when), &s.when));
    let tickets = plan.tickets.iter().enumerate();
    let tickets = tickets.map(|(i, t)| (rule(format!("tickets[{i}]"), None, &t.when), &t.when));
    let teams = plan.teams.iter().enumerate();
    let teams = teams.map(|(i, t)| (rule(format!("teams[{i}]"), None, &t.when), &t.when));
    let (mut all, whens): (Vec<RuleUse>, Vec<&Vec<Condition>>) = strata.chain(tickets).chain(teams).unzip();
    let mut met: BTreeSet<(&Field, &str)> = BTreeSet::new();
    for target in targets {
        let (of_strata, of_tickets) = (plan.strata.len(), plan.tickets.len());
        for (place, _) in plan.strata.iter().enumerate().filter(|(_, s)| all_hold(&s.when, target)) {
            all[place].targets += 1;
        }
        let ticket = first_holding(&plan.tickets, target);
        let ticket = ticket.and_then(|first| plan.tickets.iter().position(|rule| std::ptr::eq(rule, first)));
        let team = first_holding(&plan.teams, target);
        let team = team.and_then(|first| plan.teams.iter().position(|rule| std::ptr::eq(rule, first)));
        for place in
            ticket.map(|at| of_strata + at).into_iter().chain(team.map(|at| of_strata + of_tickets + at))
        {
            all[place].targets += 1;
        }
        for condition in whens.iter().copied().flatten() {
            met.extend(condition.met_by(target).map(|value| (&condition.field, value)));
        }
    }
    for rule in &mut all {
        rule.unknown.retain(|(field, value)| !met.contains(&(field, value.as_str())));
    }
    all
}
