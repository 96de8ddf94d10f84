// The switch enters the DOM; how long until the ring is painted. Somewhere between two
// frames of a page that draws: at rest, browsers give the first two at once.
let drawing = 10;
await new Promise((drawn) => {
  const draw = () => (drawing-- ? requestAnimationFrame(draw) : drawn(null));
  draw();
});
const phase = performance.now() + 16 * Math.random();
while (performance.now() < phase);
return new Promise((done) => {
  const start = performance.now();
  whenPainted(() => ring() !== null, start, done);
  document.dispatchEvent(new Event("bench-arrive"));
});
