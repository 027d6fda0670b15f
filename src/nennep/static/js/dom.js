import htmx from "./htmx.js";

/** Run `start` once for each element that matches, now and in whatever htmx brings later. */
export function eachNew(selector, start) {
  htmx.onLoad((root) => {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.unshift(root);
    for (const element of found) if (!element.dataset.started) { element.dataset.started = "yes"; start(element); }
  });
}

/** Listen on the document for events from elements that match. */
export function on(event, selector, act) {
  document.addEventListener(event, (happened) => {
    const element = happened.target.closest?.(selector);
    if (element) act(element, happened);
  });
}
