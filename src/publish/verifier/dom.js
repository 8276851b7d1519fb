// Elements. What they say is kept with them, so that a switch of language says everything again; texts are
// only ever set as text.

function fill_with(node, said) {
  node.textContent = "";
  for (const piece of pieces_of(said)) {
    if (piece.is_given || piece.is_code) {
      const span = document.createElement(piece.is_code ? "code" : "bdi");
      if (piece.is_given && language !== 0 && /[^\x00-\x7f]/.test(piece.text)) {
        span.lang = LANGUAGES[0];
      }
      span.textContent = piece.text;
      node.appendChild(span);
    } else {
      node.appendChild(document.createTextNode(piece.text));
    }
  }
}

function set_said(node, said) {
  node.said = said;
  fill_with(node, said);
  return node;
}

function set_said_attribute(node, name, said) {
  node.said_attributes = Object.assign({}, node.said_attributes, { [name]: said });
  node.setAttribute(name, say(said));
}

// An element of this name with these attributes. A child is a node, or a phrase, which gets a span of its
// own.
function element(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === "said") {
      set_said(node, value);
    } else if (key.startsWith("on")) {
      node.addEventListener(key.slice(2), value);
    } else if (typeof value === "object" && value !== null) {
      set_said_attribute(node, key, value);
    } else if (value !== false && value !== null) {
      node.setAttribute(key, value === true ? "" : value);
    }
  }
  children.forEach((child) =>
    node.appendChild(child instanceof Node ? child : element("span", { said: child })),
  );
  return node;
}

function paragraph(said, attributes) {
  return element("p", Object.assign({ said }, attributes));
}

function list_of(name, said) {
  return element(
    name,
    {},
    ...said.map((one) => (one instanceof Node ? one : element("li", { said: one }))),
  );
}

// Text that somebody may want to copy, in a box that breaks anywhere.
function code_box(text) {
  return element("pre", {}, element("code", { said: text }));
}

function say_again(root) {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  const all = [];
  for (let node = walk.currentNode; node !== null; node = walk.nextNode()) {
    all.push(node);
  }
  for (const node of all) {
    if (node.said !== undefined) {
      fill_with(node, node.said);
    }
    for (const [name, said] of Object.entries(node.said_attributes || {})) {
      node.setAttribute(name, say(said));
    }
  }
}

function set_language(place) {
  speak(place);
  document.documentElement.lang = LANGUAGES[place];
  document.title = say(phrase("title"));
  say_again(document.body);
}

// Leads to an answer, also whoever does not see it.
function focus_on(node) {
  node.setAttribute("tabindex", "-1");
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "start" });
}

function show_section(section) {
  section.hidden = false;
  focus_on(section.querySelector("h2"));
}
