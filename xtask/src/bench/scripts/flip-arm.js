// From the next click on the switch on, measures how long until what is said changes.
// Some look every so often, and shall not be in step with it.
await new Promise((next) => setTimeout(next, 1000 * Math.random()));
const before = words();
globalThis.benchFlip = new Promise((done) => {
  const clicked = (event) => {
    if (!event.composedPath().some((node) => node.localName === "input")) return;
    removeEventListener("click", clicked, true);
    const start = performance.now();
    const at = performance.timeOrigin + start;
    whenPainted(() => words() !== before && words() !== "", start, (seen) => done(seen && { ...seen, at }));
  };
  addEventListener("click", clicked, true);
});
return null;
