// What would have to be false: who would have had to know or do what, so that a result that recomputes was
// nevertheless steered. It claims no more than PROTOCOL.md sections 22 and 23 do.

// The binary logarithm of how many outcomes a list of numbers has; null where they are not equally likely.
function bits_of_numbers(numbers, less) {
  const range = numbers.max - numbers.min + 1 - less;
  let bits = 0;
  if (!numbers.distinct && !numbers.ordered && numbers.count > 1) {
    return null;
  }
  for (let i = 0; i < numbers.count; i += 1) {
    bits += Math.log2(numbers.distinct ? range - i : range);
    bits -= numbers.distinct && !numbers.ordered ? Math.log2(i + 1) : 0;
  }
  return bits;
}

function outcome_bits(kind) {
  if (kind.numbers) {
    return bits_of_numbers(kind.numbers, 0);
  }
  if (kind.parts) {
    return kind.parts.reduce((sum, part, place) => {
      const less = part.beyond ? kind.parts[place - 1].numbers.count : 0;
      const bits = bits_of_numbers(part.numbers, less);
      return sum === null || bits === null ? null : sum + bits;
    }, 0);
  }
  return 8 * (kind.hex || kind.upper_hex || { bytes: kind.drand ? 32 : 0 }).bytes;
}

// How much more likely somebody can make an event who tries 2^40 secrets before announcing (section 22.1).
function gain_in_words(bits) {
  if (bits === null) {
    return phrase("gain_unknown");
  }
  const gain = Math.sqrt((40 * Math.LN2) / (2 * 2 ** bits));
  if (gain < 1e-6) {
    return phrase("gain_tiny");
  }
  return phrase("gain_about", { points: (100 * gain).toPrecision(1).replace(/e.*/, "") });
}

function used_sources(link) {
  const { values } = link.announcement.plan;
  return link.seal.values.map((used, i) => ({
    used,
    value: values[i],
    source: source_used(values[i], used),
  }));
}

// What has to hold, and who did what if it does not.
function claim(key, data) {
  return { holds: phrase(key, data), otherwise: phrase(key + "_otherwise", data) };
}

function steering_of_link(state, ceremony) {
  const link = state.links[ceremony];
  const { plan } = link.announcement;
  const names = plan.authorities.map((authority) => ({ given: authority.name }));
  const sources = used_sources(link);
  const all = plan.values
    .map((value) => [value.source].concat(value.fallbacks))
    .reduce((a, b) => a.concat(b), []);
  const first = all
    .map((source) => source.closes)
    .reduce((one, other) => (Date.parse(other) < Date.parse(one) ? other : one));
  const ways = [
    claim("false_announced", {
      authorities: names,
      announce_at: { instant: plan.announce_at },
      first: { instant: first },
    }),
  ];
  for (const { used, source } of sources) {
    const data = {
      name: { value: used.name },
      publisher: { given: source.publisher },
      issue: { given: source.issue },
      closes: { instant: source.closes },
    };
    ways.push(claim(source.kind.contribution ? "false_witness" : "false_value", data));
    if (used.source > 0) {
      ways.push(
        claim("false_fallback", { name: data.name, source: used.source, reason: { given: used.reason } }),
      );
    }
  }
  const free = sources.filter(({ source }) => !source.kind.contribution);
  const bits = free
    .map(({ source }) => outcome_bits(source.kind))
    .reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
  const partners = plan.authorities.filter((authority) => authority.commitment !== null).length;
  ways.push(
    claim(partners === 0 ? "false_secret" : "false_secrets", {
      lead: names[0],
      partners,
      number: plan.number,
      gain: gain_in_words(bits),
    }),
  );
  ways.push(claim("false_seal", { seal_by: { instant: plan.seal_by } }));
  const strikes = link.amendments.reduce(
    (sum, one) => sum + one.strikes.targets.length + one.strikes.inspectors.length,
    0,
  );
  if (strikes > 0) {
    ways.push(claim("false_strikes", { count: strikes }));
  }
  if (ceremony > 0 && link.rosters.changes.length > 0) {
    ways.push(claim("false_changes", { count: link.rosters.changes.length }));
  }
  return { draw: plan.draw, ways };
}

function steering_of(state) {
  const { announcement, rosters } = state.links[0];
  const { plan } = announcement;
  const exempt = announcement.exempt.reduce((sum, entry) => sum + entry.count, 0);
  const left_out = plan.left_out.reduce((sum, entry) => sum + entry.count, 0);
  return {
    links: state.links.map((link, place) => steering_of_link(state, place)),
    rosters: phrase("false_rosters", {
      targets: rosters.targets.length,
      left_out,
      exempt,
      overrides: plan.overrides.length,
      recusals: rosters.recusals.length,
    }),
    rest: phrase("false_rest", { hash: hash_of(announcement).title }),
  };
}

function strike_of_target(state, id) {
  for (const link of state.links) {
    for (const amendment of link.amendments) {
      const strike = amendment.strikes.targets.find((one) => one.target === id);
      if (strike !== undefined) {
        return strike;
      }
    }
  }
  return null;
}

function strike_in_words(key, state, id) {
  const strike = strike_of_target(state, id);
  return phrase(key, {
    target: target_in_words(state, id),
    reason: { given: strike === null ? "" : strike.reason },
    hash: hash_of(state.links[0].announcement).title,
    evidence: { digest: strike === null ? "" : strike.evidence },
  });
}

// What the result of one target rests on besides.
function steering_of_target({ state, record, plan, id, pool, history }) {
  const { draw } = record;
  const identity = shown_identity(record);
  const lines = [];
  if (draw.exempt !== null) {
    const basis =
      identity === null || identity.basis === null ? phrase("basis_none") : { given: identity.basis };
    lines.push(phrase("rests_exempt", { reason: { given: draw.exempt }, basis }));
  } else if (pool === null && plan.yearly_cap !== null && draw.inspected >= plan.yearly_cap) {
    lines.push(phrase("rests_inspected", { inspected: draw.inspected }));
  } else if (draw.drawn_before) {
    lines.push(phrase("rests_before"));
  }
  if (draw.carried) {
    lines.push(phrase("rests_carried"));
  }
  const override = override_of(plan, id);
  if (override !== null) {
    lines.push(
      phrase("rests_override", {
        reason: { given: override.reason },
        approver: { given: override.approver },
      }),
    );
  }
  if (pool !== null && pool.stratum.weights[pool.place] > 1) {
    lines.push(phrase("rests_weight", { weight: pool.stratum.weights[pool.place] }));
  }
  state.links.forEach((link, ceremony) => {
    link.rosters.recusals
      .filter((recusal) => recusal.draw.target === id)
      .forEach((recusal) => {
        const shown = shown_identity(recusal);
        lines.push(
          phrase("rests_recusal", {
            person: inspector_in_words(state, recusal.draw.inspector, ceremony),
            category: shown === null ? phrase("category_withheld") : { given: shown.category },
          }),
        );
      });
  });
  if (history.came_in.has(id)) {
    lines.push(strike_in_words("rests_alternate", state, history.came_in.get(id).before));
  }
  if (history.struck.has(id)) {
    lines.push(strike_in_words("rests_struck", state, id));
  }
  return lines;
}
