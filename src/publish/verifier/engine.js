// The page's side of the desk that computes: a Worker of this very script, or the page itself where the
// browser allows no worker.

const engine = { worker: null, waiting: new Map(), next: 1, is_page: false, has_answered: false };

function answer_from_worker({ data }) {
  const waiting = engine.waiting.get(data.id);
  if (waiting === undefined) {
    return;
  }
  if (data.progress !== undefined) {
    waiting.tell(data.progress);
    return;
  }
  engine.waiting.delete(data.id);
  engine.has_answered = true;
  if (data.error !== undefined) {
    waiting.fail(new Error(data.error));
  } else {
    waiting.done(data.answer);
  }
}

// What was asked of a worker that never came up is done by the page. One that breaks down later takes the
// file with it.
function give_up_worker() {
  if (engine.is_page) {
    return;
  }
  if (engine.has_answered) {
    engine.waiting.forEach(({ fail }) => fail(new Error("worker")));
    engine.waiting.clear();
    return;
  }
  engine.is_page = true;
  if (engine.worker !== null) {
    engine.worker.terminate();
  }
  const waiting = Array.from(engine.waiting.values());
  engine.waiting.clear();
  waiting.forEach(({ job, tell, done, fail }) => ask_page(job, tell).then(done, fail));
}

function start_engine() {
  try {
    const program = document.getElementById("program").textContent;
    const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
    engine.worker = new Worker(address);
    engine.worker.onmessage = answer_from_worker;
    // One that says nothing is as good as none.
    ask({ name: "ping" });
    setTimeout(() => engine.has_answered || give_up_worker(), 8000);
    engine.worker.onerror = (event) => {
      event.preventDefault();
      give_up_worker();
    };
  } catch (error) {
    give_up_worker();
  }
}

// The page shows what it said before it computes.
function ask_page(job, tell) {
  return new Promise((done) => setTimeout(done, 50)).then(() => do_job(job, tell));
}

function ask(job, tell) {
  const told = tell || (() => {});
  if (engine.is_page) {
    return ask_page(job, told);
  }
  return new Promise((done, fail) => {
    const id = engine.next;
    engine.next += 1;
    engine.waiting.set(id, { job, tell: told, done, fail });
    engine.worker.postMessage(Object.assign({ id }, job));
  });
}
