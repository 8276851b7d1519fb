// The picture of a target's place: all places of the group as a line, in the order of their tickets, with
// the limit where drawing ended. Its numbers stand in the sentence beside it as well.

const SVG = "http://www.w3.org/2000/svg";
const LINE = { left: 10, right: 310, y: 44, height: 18 };

function svg_element(name, attributes, text) {
  const node = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  if (text !== undefined) {
    set_said(node, text);
  }
  return node;
}

function place_on_line(place, n) {
  return LINE.left + ((LINE.right - LINE.left) * place) / n;
}

// A label that does not leave the picture.
function svg_label(x, y, text, name) {
  const anchor = x < 100 ? "start" : x > 220 ? "end" : "middle";
  const at =
    anchor === "start" ? Math.max(LINE.left, x - 6) : anchor === "end" ? Math.min(LINE.right, x + 6) : x;
  return svg_element("text", { x: at, y, "text-anchor": anchor, class: name }, text);
}

function picture_of_place(data) {
  const { n, k, own, order } = data;
  const caption = phrase(
    own <= k ? "picture_drawn" : data.came_in ? "picture_came_in" : "picture_not_drawn",
    { n, k, own, order },
  );
  const svg = svg_element("svg", { viewBox: "0 0 320 104", class: "places", role: "img" });
  set_said_attribute(svg, "aria-label", caption);
  const width = LINE.right - LINE.left;
  const bar = { x: LINE.left, y: LINE.y, width, height: LINE.height };
  svg.appendChild(svg_element("rect", Object.assign({ class: "all" }, bar)));
  svg.appendChild(svg_element("rect", Object.assign({ class: "drawn" }, bar, { width: (width * k) / n })));
  for (let i = 1; n <= 100 && i < n; i += 1) {
    const x = place_on_line(i, n);
    svg.appendChild(
      svg_element("line", { class: "tick", x1: x, x2: x, y1: LINE.y, y2: LINE.y + LINE.height }),
    );
  }
  const limit = place_on_line(k, n);
  const limit_line = {
    class: "limit",
    x1: limit,
    x2: limit,
    y1: LINE.y - 6,
    y2: LINE.y + LINE.height + 16,
  };
  svg.appendChild(svg_element("line", limit_line));
  svg.appendChild(svg_label(limit, LINE.y + LINE.height + 30, phrase("picture_limit", { k }), "limit"));
  const x = place_on_line(own - 0.5, n);
  const marker =
    x + "," + (LINE.y - 2) + " " + (x - 6) + "," + (LINE.y - 14) + " " + (x + 6) + "," + (LINE.y - 14);
  svg.appendChild(svg_element("polygon", { class: "own", points: marker }));
  svg.appendChild(svg_label(x, LINE.y - 20, phrase("picture_own", { own }), "own"));
  const foot = LINE.y + LINE.height + 14;
  if (limit > 40) {
    svg.appendChild(svg_element("text", { x: LINE.left, y: foot, "text-anchor": "start" }, "1"));
  }
  if (limit < 270) {
    svg.appendChild(svg_element("text", { x: LINE.right, y: foot, "text-anchor": "end" }, String(n)));
  }
  return element("figure", {}, svg, element("figcaption", { said: caption }));
}
