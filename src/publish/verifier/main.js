// The last file: it starts the worker where there is no document, and the page where there is one. Under
// node, where there is neither, it starts nothing.

if (typeof document !== "undefined") {
  page();
} else if (typeof importScripts !== "undefined") {
  worker();
}
