//! Public values as people give them: by name and in any order, checked against the plan before anything is drawn.

use crate::commit::document::UsedValue;
use crate::plan::{Plan, PublicValue, TextError};
use crate::say::{Every, Quoted, sayings, sayings_error};
use crate::types::id::Id;
use crate::types::text::is_text;

sayings! {
    /// Why values that were given are not those of a plan.
    pub enum ValueError {
        Missing { name: Id, expected: Every<Id> } = "missing", "缺少公开值“{name}”。须按公告逐个给出：{expected}", "public value {name} is missing. Give all that were announced: {expected}";
        Unknown { name: Quoted, expected: Every<Id> } = "unknown", "没有名为 {name} 的公开值，只有：{expected}", "there is no public value {name}, only: {expected}";
        Twice { name: Quoted } = "twice", "公开值 {name} 给出了两次", "public value {name} is given twice";
        Fallback { name: Id, fallbacks: usize } = "fallback", "公开值“{name}”的替代来源须写明序号（1 至 {fallbacks}）和理由", "the fallback of {name} needs its number, from 1 to {fallbacks}, and a reason";
        NotSigned { name: Id } = "not_signed", "公开值“{name}”不是该轮的签名：请从信标重新复制", "public value {name} is not the signature of its round: copy it again";
        Text { name: Id, found: Quoted, error: TextError } = "text", "公开值“{name}”写作 {found}，不符合公告，不作改写：{error}", "public value {name} is refused as written, {found}; nothing is repaired: {error}";
    }
}

sayings_error!(ValueError: Text.error);

/// Public values as they are given: by name, in any order.
#[derive(Debug, Clone, Default)]
pub struct GivenValues<'a> {
    texts: Vec<(&'a str, &'a str)>,
    fallbacks: Vec<(&'a str, Fallback<'a>)>,
}

/// A fallback that was used: its number, from 1, and why.
#[derive(Debug, Clone, Copy)]
struct Fallback<'a> {
    number: usize,
    reason: &'a str,
}

impl<'a> GivenValues<'a> {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with a value's text.
    #[must_use]
    pub fn value(mut self, name: &'a str, text: &'a str) -> Self {
        self.texts.push((name, text));
        self
    }

    /// The same with the fallback that a value was taken from, counted from 1, and the reason why the sources before it gave
    /// none.
    #[must_use]
    pub fn fallback(mut self, name: &'a str, number: usize, reason: &'a str) -> Self {
        self.fallbacks.push((name, Fallback { number, reason }));
        self
    }

    /// The values that a draw by this plan uses, in the order of the plan.
    ///
    /// # Errors
    /// The first of these: a name is given twice; a value of the plan is missing, names a fallback that it does not have or
    /// gives no reason for one, is not in its announced form, or is not the signature of its round (feature `drand`); a name is not
    /// among the plan's values.
    pub fn in_order(&self, plan: &Plan) -> Result<Vec<UsedValue>, ValueError> {
        once_each(&self.texts)?;
        once_each(&self.fallbacks)?;
        let used = plan.values.iter().map(|public| self.used(plan, public));
        let used = used.collect::<Result<Vec<_>, _>>()?;
        let names = self.texts.iter().map(|(name, _)| *name);
        let mut names = names.chain(self.fallbacks.iter().map(|(name, _)| *name));
        match names.find(|name| plan.values.iter().all(|public| public.name.as_str() != *name)) {
            Some(name) => Err(ValueError::Unknown { name: Quoted::start(name), expected: expected(plan) }),
            None => Ok(used),
        }
    }

    fn used(&self, plan: &Plan, public: &PublicValue) -> Result<UsedValue, ValueError> {
        let name = public.name.clone();
        let Some(text) = of(&self.texts, &name) else {
            return Err(ValueError::Missing { name, expected: expected(plan) });
        };
        let fallback = of(&self.fallbacks, &name);
        if fallback.is_some_and(|fallback| fallback.number == 0 || !is_text(fallback.reason)) {
            return Err(ValueError::Fallback { name, fallbacks: public.fallbacks.len() });
        }
        let Some(source) = public.source(fallback.map_or(0, |fallback| fallback.number)) else {
            return Err(ValueError::Fallback { name, fallbacks: public.fallbacks.len() });
        };
        if let Err(error) = source.kind.check(plan.hash, text) {
            return Err(ValueError::Text { name, found: Quoted::start(text), error });
        }
        if source.kind.is_proved_by(text) == Some(false) {
            return Err(ValueError::NotSigned { name });
        }
        Ok(match fallback {
            None => UsedValue::main(name, text),
            Some(Fallback { number, reason }) => UsedValue::fallback(name, number, reason, text),
        })
    }
}

fn of<T: Copy>(given: &[(&str, T)], name: &Id) -> Option<T> {
    given.iter().find(|(known, _)| *known == name.as_str()).map(|(_, what)| *what)
}

fn once_each<T>(given: &[(&str, T)]) -> Result<(), ValueError> {
    let mut names: Vec<&str> = given.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(ValueError::Twice { name: Quoted::start(pair[0]) }),
        None => Ok(()),
    }
}

fn expected(plan: &Plan) -> Every<Id> {
    plan.values.iter().map(|public| public.name.clone()).collect()
}
