// The switch enters the DOM; how long until the ring is painted.
return new Promise((done) => {
  const start = performance.now();
  whenPainted(() => ring() !== null, start, done);
  document.dispatchEvent(new Event("bench-arrive"));
});
