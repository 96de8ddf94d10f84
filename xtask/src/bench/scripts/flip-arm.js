// From the next click on the switch on, measures how long until what is said changes.
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
