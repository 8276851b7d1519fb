//! The reader's evidence, and what only the outside world settles.

use super::checked::{Checked, SourceName};
use super::evidence::Evidence;
use super::failure::{Content, Failure};
use super::verifier::Verifier;
use crate::commit::canonical::FormError;
use crate::commit::document::Disclosure;
use crate::plan::{Plan, Source, ValueName};
use crate::say::{Every, Listed, Quoted};
use crate::types::digest::Digest;
use crate::types::id::Id;

impl Evidence {
    /// Whether it holds, of every ceremony of the chain, the announcement and every value that is no contribution and does not
    /// prove itself. The last
    /// announcement names the earlier ones, but says nothing of when those were made: their values were known by then.
    pub(super) fn anchors(&self, disclosure: &Disclosure) -> bool {
        let announced = |link: &Disclosure| {
            link.announcement.digest().is_ok_and(|digest| self.announcements.contains(&digest))
        };
        let looked_up = |link: &Disclosure| {
            link.seal.values.iter().zip(&link.announcement.plan.values).all(|(used, public)| {
                let source = public.source(used.source);
                source.is_some_and(|source| {
                    !source.kind.is_in_nobodys_hands() || source.kind.is_proved_by(&used.text) == Some(true)
                }) || self.values.iter().any(|(name, text)| *name == used.name && *text == used.text)
            })
        };
        disclosure.chain().all(|link| announced(link) && looked_up(link))
    }
}

impl Verifier<'_> {
    /// The reader's evidence, and what only the outside world settles.
    pub(super) fn outside(&mut self, chain: &[&Disclosure]) -> Result<(), FormError> {
        let announcements = digests(chain, |link| link.announcement.digest())?;
        let mut seals = digests(chain, |link| link.seal.digest())?;
        // Whoever holds the draw's own seal need not hold those of its amendments.
        let own_seals = seals.clone();
        let amendments = chain.iter().flat_map(|link| &link.amendments);
        let amended = amendments.map(|amendment| amendment.seal.digest()).collect::<Result<Vec<_>, _>>()?;
        seals.extend(amended);
        let evidence = self.evidence;
        let checked = |digest| Checked::EvidenceAnnouncement { digest };
        self.among(checked, &evidence.announcements, &announcements);
        self.missing(checked, &evidence.announcements, &announcements);
        let checked = |digest| Checked::EvidenceSeal { digest };
        self.among(checked, &evidence.seals, &seals);
        self.missing(checked, &evidence.seals, &own_seals);
        let checked = |digest| Checked::AccompanyingAnnouncement { digest };
        self.among(checked, &evidence.accompanying_announcements, &announcements);
        let checked = |digest| Checked::AccompanyingSeal { digest };
        self.among(checked, &evidence.accompanying_seals, &seals);
        for (name, text) in &evidence.values {
            self.looked_up(name, text, chain);
        }
        for (link, digest) in chain.iter().zip(&announcements) {
            self.turn_to(&link.announcement.plan.draw);
            self.ask(link, digest);
        }
        Ok(())
    }

    /// Every digest given is one of those known.
    fn among(&mut self, checked: impl Fn(Digest) -> Checked, given: &[Digest], known: &[Digest]) {
        for digest in given {
            let failure = (!known.contains(digest)).then(|| Failure::Differs {
                expected: Content::Digests { digests: Listed(known.to_vec()) },
                found: Content::Digest { digest: *digest },
            });
            self.unless(checked(*digest), failure);
        }
    }

    /// The digests that the reader did not give.
    fn missing(&mut self, checked: impl Fn(Digest) -> Checked, given: &[Digest], wanted: &[Digest]) {
        for missing in wanted.iter().filter(|digest| !given.contains(digest)) {
            self.without_evidence(checked(*missing));
        }
    }

    /// A value that the reader looked up is the one used.
    fn looked_up(&mut self, name: &Id, text: &str, chain: &[&Disclosure]) {
        let values = || chain.iter().flat_map(|link| &link.seal.values);
        let failure = match values().find(|used| used.name == *name) {
            Some(used) if used.text == text => None,
            Some(used) => {
                Some(Failure::Differs { expected: Content::text(text), found: Content::text(&used.text) })
            }
            None => {
                let names = Listed(values().map(|used| used.name.clone().into()).collect());
                Some(Failure::NoSuchValue { names })
            }
        };
        self.unless(Checked::EvidenceValue { name: name.clone().into() }, failure);
    }

    fn ask(&mut self, link: &Disclosure, digest: &Digest) {
        let plan: &Plan = &link.announcement.plan;
        self.for_you(Checked::AnnouncedFirst { digest: *digest });
        let mut sources = Vec::new();
        for (used, public) in link.seal.values.iter().zip(&plan.values) {
            let Some(source) = public.source(used.source) else {
                continue;
            };
            let name: ValueName = used.name.clone().into();
            let text = Quoted::new(&used.text);
            match source.kind.is_proved_by(&used.text) {
                None => {
                    self.for_you(Checked::ValuePublished {
                        name: name.clone(),
                        text,
                        source: name_of(source),
                    });
                }
                Some(is_proved) => {
                    let found = Content::text(&used.text);
                    let failure = (!is_proved).then_some(Failure::NotSigned { found });
                    self.unless(
                        Checked::ValueSigned { name: name.clone(), source: name_of(source) },
                        failure,
                    );
                }
            }
            if let Some(reason) = &used.reason {
                self.for_you(Checked::FallbackUsed { name, reason: Quoted::new(reason) });
            }
            if source.kind.is_in_nobodys_hands() {
                sources.push(name_of(source));
            }
        }
        self.for_you(Checked::Sources { sources: Every(sources) });
        if link.selection.is_none() {
            self.for_you(Checked::RegistersTrue);
        }
        self.for_you(Checked::Exemptions);
        if !plan.earlier.is_empty() {
            let heads = Every(plan.earlier.iter().map(|earlier| earlier.head).collect());
            self.for_you(Checked::EarlierDisclosures { heads });
        }
        let strikes = link.amendments.iter().map(|amendment| &amendment.strikes);
        let count: usize = strikes.map(|strikes| strikes.targets.len() + strikes.inspectors.len()).sum();
        if count > 0 {
            self.for_you(Checked::Strikes { count });
        }
        self.for_you(Checked::SameSlot);
    }
}

fn name_of(source: &Source) -> SourceName {
    SourceName { publisher: Quoted::new(&source.publisher), issue: Quoted::new(&source.issue) }
}

fn digests(
    chain: &[&Disclosure],
    digest: impl Fn(&Disclosure) -> Result<Digest, FormError>,
) -> Result<Vec<Digest>, FormError> {
    chain.iter().map(|link| digest(link)).collect()
}
