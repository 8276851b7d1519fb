// Search and filters above large tables. Without this script every row is there all the same.
(function () {
  "use strict";
  var zh = document.documentElement.lang === "zh-CN";
  var words = zh
    ? {
      find: "查找", all: "全部", part: "（只查找本页，其余各页见上方页次）",
      rows: function (n, of) { return "显示 " + n + " 行，共 " + of + " 行"; }
    }
    : {
      find: "Find", all: "all", part: " (on this page alone; the others stand above)",
      rows: function (n, of) { return n + " of " + of + " rows"; }
    };
  var part = document.querySelector("nav.parts") ? words.part : "";
  // Fewer rows are found by looking; a column with more values than this is searched, not chosen from.
  var FEWEST = 21, CHOICES = 60;

  function labelled(form, text, field) {
    var label = document.createElement("label");
    label.append(text + " ", field);
    form.append(label);
    return field;
  }

  function choices(rows, place) {
    var seen = {}, all = [];
    rows.forEach(function (row) {
      var text = row.cells[place].textContent;
      if (text && !seen["_" + text]) { seen["_" + text] = true; all.push(text); }
    });
    return all.length > 1 && all.length <= CHOICES ? all.sort(function (a, b) { return a.localeCompare(b); }) : null;
  }

  document.querySelectorAll("table.rows").forEach(function (table) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    if (rows.length < FEWEST) { return; }
    var form = document.createElement("form"), chosen = [];
    form.className = "find";
    form.setAttribute("role", "search");
    form.setAttribute("aria-labelledby", table.closest("section").getAttribute("aria-labelledby"));
    var search = labelled(form, words.find, document.createElement("input"));
    search.type = "search";
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, place) {
      var all = head.hasAttribute("data-choice") && choices(rows, place);
      if (!all) { return; }
      var select = labelled(form, head.textContent, document.createElement("select"));
      select.append(new Option(words.all, ""));
      all.forEach(function (text) { select.append(new Option(text, text)); });
      chosen.push({ place: place, select: select });
    });
    var count = document.createElement("output");
    form.append(count);
    function show() {
      var wanted = search.value.trim().toLowerCase(), shown = 0;
      rows.forEach(function (row) {
        var fits = row.textContent.toLowerCase().indexOf(wanted) >= 0 && chosen.every(function (one) {
          return !one.select.value || row.cells[one.place].textContent === one.select.value;
        });
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = words.rows(shown, rows.length) + part;
    }
    form.addEventListener("input", show);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    show();
    table.parentNode.before(form);
  });
})();
