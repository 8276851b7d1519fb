//! One ceremony from announcement, opening and values to seal and disclosure, and nothing else.

use super::drawn::Drawn;
use super::seed::{Seed, SeedValue};
use super::select::{Candidate, select};
use super::staffing::{Budget, Case, Place, Shortage, Staffed, staff};
use super::ticket::Tickets;
use super::work::{Halt, Step, Stopped, Work};
use crate::ceremony::{DrawParts, Prepared, announcement_of};
use crate::commit::canonical::FormError;
use crate::commit::document::Protocol;
use crate::commit::document::{
    Announcement, Disclosure, DrawResult, DrawnTicket, Opening, Seal, SeatResult, Slip, StratumResult,
    TeamResult, TreeHead, UsedValue,
};
use crate::commit::merkle::TreeBuilder;
use crate::commit::secret::{SaltKey, SeedSecret};
use crate::draw::staffing::Decks;
use crate::fault::Faults;
use crate::plan::{Ceremony, Plan, TextError};
use crate::privacy::scan;
use crate::roster::TargetDraw;
use crate::rules::{Draws, Pools, StratumPool};
use crate::say::{Listed, Quoted, sayings, sayings_error};
use crate::standing::{Standing, StandingError};
use crate::types::digest::Digest;
use crate::types::text::is_text;

sayings! {
    /// Why nothing was drawn.
    ///
    /// ```
    /// use dual_random::{DrawError, Id, UsedValue, draw};
    /// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
    /// # let announced = shared::announced()?;
    ///
    /// let mistyped = [UsedValue::main(Id::new("kl8")?, "1 5 8")];
    /// let error = draw(&announced.announcement, &announced.opening, &mistyped).unwrap_err();
    /// let DrawError::ValueText { name, .. } = error else { panic!("{error}") };
    /// assert_eq!(name, "kl8", "the text is refused, never repaired; nothing was drawn");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub enum DrawError {
        WrongOpening = "wrong_opening", "开启文件不属于这份公告", "the opening belongs to another announcement";
        Changed = "changed", "开启文件中的名录或者计划与公告载明的内容不符，已被改动", "rosters or plan differ from what the announcement committed: something was changed";
        Faults { faults: Faults } = "faults", "{faults}", "{faults}";
        Form { error: FormError } = "form", "{error}", "{error}";
        ValueNames { expected: Listed<Quoted> } = "value_names", "须按公告给出这些公开值：{expected}", "give exactly these public values: {expected}";
        ValueText { name: Quoted, error: TextError } = "value_text", "公开值“{name}”的写法不符合公告，不作改写：{error}", "public value {name} is refused as written: {error}";
        ValueSource { name: Quoted } = "value_source", "公开值“{name}”：没有这一替代来源，或使用替代来源未说明理由", "public value {name}: no such fallback, or a fallback without a reason, or a reason without one";
        ValueNotSigned { name: Quoted } = "value_not_signed", "公开值“{name}”不是该轮的签名：请从信标重新复制", "public value {name} is not the signature of its round: copy it again";
        Personal { name: Quoted } = "personal", "公开值“{name}”改用替代来源的理由中含有身份证号、手机号或银行卡号，不得公开", "the reason for the fallback of {name} holds an ID, mobile or bank card number";
        PartnerSecrets { expected: usize } = "partner_secrets", "须给出其他单位的 {expected} 个种子密值，且与公告中的密值校验码相符", "give the {expected} seed secrets of the other authorities, matching their commitments";
        WorkLimit = "work_limit", "计算量超过上限", "the work passes its bound";
        Stopped { why: Stopped } = "stopped", "{why}", "{why}";
    }
}

sayings_error!(DrawError: Faults.faults, Form.error, ValueText.error, Stopped.why);

impl From<Faults> for DrawError {
    fn from(faults: Faults) -> Self {
        Self::Faults { faults }
    }
}

impl From<FormError> for DrawError {
    fn from(error: FormError) -> Self {
        Self::Form { error }
    }
}

impl From<Halt> for DrawError {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::TooMuch => Self::WorkLimit,
            Halt::Stopped(why) => Self::Stopped { why },
        }
    }
}

impl From<Stopped> for DrawError {
    fn from(why: Stopped) -> Self {
        Self::Stopped { why }
    }
}

impl From<StandingError> for DrawError {
    fn from(_: StandingError) -> Self {
        Self::Changed
    }
}

/// Draws (PROTOCOL.md §10–§13). The values stand in the order of the plan, each as its kind writes it. The same arguments give
/// the same bytes, today and in any later version, so that a result that was lost is drawn again. A seat that nobody can take
/// stays open, which is no error: see [`Drawn::shortage`].
///
/// ```
/// use dual_random::{Id, UsedValue, draw};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let announced = shared::announced()?;
///
/// let numbers = "01 05 08 11 17 20 23 28 30 34 37 41 46 52 55 60 63 69 72 78";
/// let values = [UsedValue::main(Id::new("kl8")?, numbers)];
/// let drawn = draw(&announced.announcement, &announced.opening, &values)?;
/// assert_eq!(drawn.story()?.visits().len(), 13);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// - [`DrawError::WrongOpening`], [`DrawError::Changed`]: announcement and opening do not agree to the last byte.
/// - [`DrawError::ValueNames`], [`DrawError::ValueSource`], [`DrawError::ValueText`], [`DrawError::Personal`]: the values are not
///   those of the plan, in their announced form, with a reason for each fallback that holds no personal number.
/// - [`DrawError::ValueNotSigned`] (feature `drand`): a round of drand has another signature.
/// - [`DrawError::PartnerSecrets`]: another authority committed a secret, which [`draw_with`] takes.
/// - [`DrawError::WorkLimit`]: staffing passes the bound that a verifier has as well.
pub fn draw(
    announcement: &Announcement,
    opening: &Opening,
    values: &[UsedValue],
) -> Result<Drawn, DrawError> {
    draw_with(announcement, opening, &[], values, &mut Work::new())
}

/// Draws as [`draw`] does, with the seed secrets of the other authorities (those with a commitment, in the order of the plan),
/// with a bound on the work, and tells how far it has come.
///
/// ```
/// use dual_random::plan::Authority;
/// use dual_random::{Draft, MasterSecret, Progress, SeedSecret, Work, draw_with};
/// use std::ops::ControlFlow;
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (mut plan, rosters) = (shared::plan(200)?, shared::rosters(200, 12)?);
/// # let values = [dual_random::UsedValue::main(dual_random::Id::new("kl8")?, shared::NUMBERS)];
///
/// let partner = SeedSecret::from_bytes([9; 32]);
/// plan.authorities.push(Authority::new("示例合作单位").committed(partner.commitment(plan.hash)));
/// let announced = Draft::new(plan, rosters)?.announce(MasterSecret::from_bytes([7; 32]))?;
/// let mut bar = |progress: Progress| {
///     println!("{:?}: {} of {}", progress.step, progress.done, progress.of);
///     ControlFlow::Continue(())
/// };
/// let mut work = Work::new().watched(&mut bar);
/// let drawn = draw_with(&announced.announcement, &announced.opening, &[partner], &values, &mut work)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`draw`]; [`DrawError::PartnerSecrets`] when the secrets do not match their commitments; [`DrawError::Stopped`] when the
/// bound was passed or whoever watches ended it.
pub fn draw_with(
    announcement: &Announcement,
    opening: &Opening,
    partner_secrets: &[SeedSecret],
    values: &[UsedValue],
    work: &mut Work<'_>,
) -> Result<Drawn, DrawError> {
    let (owned, prepared) = check_opening(announcement, opening)?;
    let (plan, draws, digest) = (&announcement.plan, owned.as_draws(), opening.announcement);
    let (hash, previous) = (announcement.hash_algorithm(), opening.parts.selection.as_deref());
    for used in values {
        if used.reason.as_deref().is_some_and(|reason| !scan(reason).is_empty()) {
            return Err(DrawError::Personal { name: Quoted::new(&used.name) });
        }
    }
    let partners: Vec<Digest> =
        plan.authorities.iter().filter_map(|authority| authority.commitment).collect();
    let given: Vec<Digest> = partner_secrets.iter().map(|secret| secret.commitment(hash)).collect();
    if partners != given {
        return Err(DrawError::PartnerSecrets { expected: partners.len() });
    }
    let mut secrets = vec![opening.master.seed_secret(hash)];
    secrets.extend_from_slice(partner_secrets);

    let checked = check_values(plan, values)?;
    // What is sealed stays: a slip in copying must not become the draw.
    for (public, used) in plan.values.iter().zip(values) {
        let proved = public.source(used.source).and_then(|source| source.kind.is_proved_by(&used.text));
        if proved == Some(false) {
            return Err(DrawError::ValueNotSigned { name: Quoted::new(&used.name) });
        }
    }
    let inputs = Inputs {
        plan,
        draws,
        prepared: &prepared,
        seed: Seed::new(hash, &digest, &secrets, &checked),
        first: previous.map(Disclosure::first),
    };
    let computed = compute(&inputs, work)?;
    let salts = opening.master.salt_key(hash);
    let seal = seal_of(&inputs, &computed, digest, &salts, values)?;
    let head = seal.digest()?;
    let disclosure = Disclosure {
        amendments: Vec::new(),
        announcement: announcement.clone(),
        head,
        protocol: announcement.protocol,
        result: computed.result,
        rosters: opening.parts.rosters.shown(&opening.master.identity_key(hash)),
        salt_key: salts.to_digest(),
        seal,
        secrets: secrets.iter().map(SeedSecret::to_digest).collect(),
        selection: opening.parts.selection.clone(),
        document_type: Default::default(),
    };
    Ok(Drawn::new(disclosure))
}

/// Checks that an opening opens an announcement, and gives what follows from both.
pub(crate) fn check_opening<'a>(
    announcement: &Announcement,
    opening: &'a Opening,
) -> Result<(DrawParts<'a>, Prepared), DrawError> {
    if opening.announcement != announcement.digest()? {
        return Err(DrawError::WrongOpening);
    }
    let plan = &announcement.plan;
    let owned = DrawParts::of_opening(&opening.parts);
    let previous = opening.parts.selection.as_deref();
    let prepared = Prepared::new(plan, owned.as_draws(), previous)?;
    // The one check that binds everything: the announcement made anew from the opening is the announcement.
    if announcement_of(plan, &opening.parts, &prepared, &opening.master)? != *announcement {
        return Err(DrawError::Changed);
    }
    Ok((owned, prepared))
}

/// Checks the values against the plan, and gives them as the seed takes them.
pub(crate) fn check_values<'a>(
    plan: &'a Plan,
    values: &'a [UsedValue],
) -> Result<Vec<SeedValue<'a>>, DrawError> {
    if !plan.values.iter().map(|value| &value.name).eq(values.iter().map(|value| &value.name)) {
        let expected = Listed(plan.values.iter().map(|value| Quoted::new(&value.name)).collect());
        return Err(DrawError::ValueNames { expected });
    }
    let mut checked = Vec::new();
    for (public, used) in plan.values.iter().zip(values) {
        let name = public.name.as_str();
        let source = public.source(used.source);
        let reason_fits = match &used.reason {
            None => used.source == 0,
            Some(reason) => used.source > 0 && is_text(reason),
        };
        let (Some(source), true) = (source, reason_fits) else {
            return Err(DrawError::ValueSource { name: Quoted::new(name) });
        };
        if let Err(error) = source.kind.check(plan.hash, &used.text) {
            return Err(DrawError::ValueText { name: Quoted::new(name), error });
        }
        checked.push(SeedValue { name, source: used.source, issue: &source.issue, text: &used.text });
    }
    Ok(checked)
}

/// What a result is computed from.
pub(crate) struct Inputs<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) draws: Draws<'a>,
    pub(crate) prepared: &'a Prepared,
    pub(crate) seed: Seed,
    /// In a staffing ceremony, the chain's first one, which drew the targets.
    pub(crate) first: Option<&'a Disclosure>,
}

/// A result, how things stand after it, and what follows beside it.
pub(crate) struct Computed {
    pub(crate) result: DrawResult,
    pub(crate) standing: Standing,
    pub(crate) shortage: Option<Shortage>,
    /// The seats that were drawn, with the sizes of their eligible pools.
    pub(crate) pools: Vec<(Place, u32)>,
}

/// Computes the result. Draw and verification share this; the rest of what they do is their own.
pub(crate) fn compute(inputs: &Inputs<'_>, work: &mut Work<'_>) -> Result<Computed, DrawError> {
    let Inputs { plan, draws, prepared, seed, first } = inputs;
    let (strata, ticket_key) = match (&prepared.pools, first) {
        (Some(pools), _) => {
            let key = seed.ticket_key();
            (select_strata(plan, *draws, pools, &Tickets::new(seed.hash_algorithm(), &key), work)?, key)
        }
        (None, Some(first)) => (Vec::new(), first.result.ticket_key),
        (None, None) => return Err(DrawError::Changed),
    };
    let mut standing = match &prepared.standing {
        Some(standing) => standing.clone(),
        None => Standing::of_selection(plan, draws.targets, &strata)?,
    };
    let mut result =
        DrawResult { cap: None, deck_key: None, seed: seed.digest(), strata, teams: Vec::new(), ticket_key };
    let (mut shortage, mut pools) = (None, Vec::new());
    if plan.ceremony != Ceremony::Selection {
        let key = seed.deck_key();
        let served: Vec<_> = standing.drawn.iter().map(|d| (d.target, d.seats.clone())).collect();
        let struck = standing.struck_inspectors.clone();
        let case = Case { plan, draws: draws.after(&struck), served: &served, refill: None };
        let staffed = staff(&case, Decks { hash: seed.hash_algorithm(), key }, Budget::CEREMONY, work)?;
        result.deck_key = Some(key);
        result.cap = staffed.cap;
        shortage = shortage_of(&case, &staffed);
        let sizes = staffed.seats.iter().enumerate();
        pools = sizes.map(|(index, seat)| (place_of(&case, &staffed, index), seat.pool.eligible)).collect();
        result.teams = teams_of(&case, staffed);
        standing.seat(draws.targets, &result.teams)?;
    }
    Ok(Computed { result, standing, shortage, pools })
}

fn select_strata(
    plan: &Plan,
    draws: Draws<'_>,
    pools: &Pools,
    tickets: &Tickets,
    work: &mut Work<'_>,
) -> Result<Vec<StratumResult>, Stopped> {
    let mut one = |(place, pool): (usize, &StratumPool)| {
        work.tell(Step::Targets, place, pools.strata.len())?;
        let held = |row: &usize| u64::from(pools.tickets_of(plan, draws, *row));
        work.spend(pool.members.iter().map(held).sum())?;
        let candidate = |row: &usize| {
            let target = &draws.targets[*row];
            let tickets = pools.tickets_of(plan, draws, *row);
            Candidate { id: &target.id, tickets, carried: target.carried }
        };
        // k is at most n, which is a length.
        let k = usize::try_from(pool.drawn()).unwrap_or(usize::MAX);
        let selection = select(tickets, pool.members.iter().map(candidate), k);
        let id = |index: usize| draws.targets[pool.members[index]].id.clone();
        let drawn = selection
            .drawn()
            .map(|r| DrawnTicket { id: id(r.index), n: r.winning.n, ticket: r.winning.ticket })
            .collect();
        let alternates = selection.into_alternates().into_iter().map(id).collect();
        Ok(StratumResult { alternates, drawn, name: pool.numbers.name.clone() })
    };
    pools.strata.iter().enumerate().map(&mut one).collect()
}

fn seat_number(seat: usize) -> u32 {
    u32::try_from(seat + 1).unwrap_or(u32::MAX)
}

fn place_of(case: &Case<'_>, staffed: &Staffed, index: usize) -> Place {
    let seat = &staffed.seats[index];
    let target = case.draws.targets[case.served[seat.served].0].id.clone();
    Place { seat: seat_number(seat.seat), target }
}

pub(crate) fn shortage_of(case: &Case<'_>, staffed: &Staffed) -> Option<Shortage> {
    let (circuit, eligible) = staffed.circuit.as_ref()?;
    let place = |index: usize| place_of(case, staffed, index);
    let short = (0..staffed.seats.len()).filter(|index| staffed.seats[*index].taken_by().is_none());
    Some(Shortage {
        inspectors: eligible.iter().map(|inspector| case.draws.inspectors[*inspector].id.clone()).collect(),
        seats: circuit.iter().map(|index| place(*index)).collect(),
        short: short.map(place).collect(),
    })
}

pub(crate) fn teams_of(case: &Case<'_>, staffed: Staffed) -> Vec<TeamResult> {
    let mut teams: Vec<TeamResult> = Vec::new();
    let mut last = None;
    let id = |inspector: u32| case.draws.inspectors[inspector as usize].id.clone();
    for seat in staffed.seats {
        if last != Some(seat.served) {
            last = Some(seat.served);
            let target = case.draws.targets[case.served[seat.served].0].id.clone();
            teams.push(TeamResult { seats: Vec::new(), target });
        }
        let result = SeatResult {
            inspector: seat.taken_by().map(id),
            seat: seat_number(seat.seat),
            trail: seat.trail.iter().map(|(i, reason)| Slip { inspector: id(*i), reason: *reason }).collect(),
        };
        if let Some(team) = teams.last_mut() {
            team.seats.push(result);
        }
    }
    teams
}

/// Size and root of the result tree of that name.
pub(crate) fn result_tree(
    standing: &Standing,
    plan: &Plan,
    targets: &[&TargetDraw],
    salts: &SaltKey,
    name: &str,
) -> Result<TreeHead, FormError> {
    let (entries, hash): (Vec<_>, _) = (standing.entries(plan, targets).collect(), salts.hash_algorithm());
    let salts = salts.salts(name);
    let tree =
        TreeBuilder::of(hash, &entries, |hasher, index, entry| hasher.result(&salts.of(index), entry))?;
    Ok(TreeHead { count: tree.count(), root: tree.root() })
}

/// The seal of a result.
pub(crate) fn seal_of(
    inputs: &Inputs<'_>,
    computed: &Computed,
    announcement: Digest,
    salts: &SaltKey,
    values: &[UsedValue],
) -> Result<Seal, FormError> {
    let tree = result_tree(&computed.standing, inputs.plan, inputs.draws.targets, salts, "result")?;
    Ok(Seal {
        announcement,
        protocol: Protocol::with(salts.hash_algorithm()),
        result: tree,
        seats: computed.standing.seat_counts(),
        document_type: Default::default(),
        values: values.to_vec(),
    })
}
