// The desk that computes: a Worker with this very script, or the page itself where workers are not allowed.
// It holds the file and what was recomputed of it, and answers one job after the other.

const desk = { bytes: null, state: null };

const JOBS = {
  ping: () => "pong",
  // What a file is, and what the page has to ask for it.
  look: ({ bytes, is_aside }) => {
    const seen = look_at_file(bytes);
    if (seen.kind === "disclosure" && seen.damage === null && !is_aside) {
      desk.bytes = bytes;
      desk.state = null;
    }
    return seen;
  },
  verify: ({ evidence }, tell) => {
    self_test();
    const { report, state } = verify(desk.bytes, evidence, tell);
    desk.state = state;
    return {
      report: with_places(report, state),
      has_story: can_tell(state),
      steering: can_tell(state) && report.verdict !== "contradicted" ? steering_of(state) : null,
    };
  },
  find: ({ text }) => find_targets(desk.state, text),
  story: ({ index }) => story_of(desk.state, index),
  proof: ({ proof, announcement, seals }) => {
    self_test();
    // Of a proof of membership alone nobody asks for a seal; another names its own.
    const parsed = parsed_or_null(text_or_null(proof) || "") || {};
    const { result } = parsed;
    const h = hash_named(parsed) || SHA256;
    const named = result ? result.seal : null;
    const its_own = seals.find((bytes) => hex(hash_bytes(h, bytes)) === named);
    const is_of_other = parsed.announcement !== hex(hash_bytes(h, announcement));
    const seal = its_own || (is_of_other && named !== null && seals[0]) || null;
    if (seal === null && is_hex32(named)) {
      const lacks = { digest: named, hash: h.title };
      return { verdict: "not_checked", problem: null, shows: null, not_shown: [], about: null, lacks };
    }
    const answer = check_proof(proof, announcement, seal);
    const about = answer.verdict === "shown" ? about_announcement(announcement) : null;
    const placed = answer.problem === null ? null : problem_placed(answer.problem, null);
    return Object.assign({}, answer, { about, problem: placed });
  },
};

// What stands beside a proof that holds; the announcement is in form by then.
function about_announcement(bytes) {
  const value = JSON.parse(text_or_null(bytes));
  const { title, visits } = value.plan;
  return { title, visits, announcement: hex(hash_bytes(hash_of(value), bytes)) };
}

function can_tell(state) {
  return (
    state !== null &&
    state.links.length > 0 &&
    state.links.every((link) => link.announcement && link.seal && link.result && link.rosters) &&
    Boolean(state.links[0].strata) &&
    Boolean(state.links[0].ticket_key)
  );
}

async function read_files(job) {
  const read = Object.assign({}, job);
  for (const name of Object.keys(read)) {
    if (typeof Blob !== "undefined" && read[name] instanceof Blob) {
      read[name] = new Uint8Array(await read[name].arrayBuffer());
    }
  }
  const files = (list) =>
    Promise.all(
      list.map(async (one) => (one instanceof Blob ? new Uint8Array(await one.arrayBuffer()) : one)),
    );
  if (job.seals) {
    read.seals = await files(job.seals);
  }
  if (job.evidence) {
    read.evidence = Object.assign({}, job.evidence, {
      announcements: await files(job.evidence.announcements),
      seals: await files(job.evidence.seals),
    });
  }
  return read;
}

async function do_job(job, tell) {
  return JOBS[job.name](await read_files(job), tell);
}

function worker() {
  let turn = Promise.resolve();
  self.onmessage = ({ data: job }) => {
    const tell = (progress) => self.postMessage({ id: job.id, progress });
    turn = turn
      .then(() => do_job(job, tell))
      .then(
        (answer) => self.postMessage({ id: job.id, answer }),
        (error) => self.postMessage({ id: job.id, error: String(error && error.message) }),
      );
  };
}
