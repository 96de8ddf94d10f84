// The switch leaves again; ends when the ring has gone and all is quiet, out of step
// with those who look every so often.
document.dispatchEvent(new Event("bench-leave"));
const until = performance.now() + 8000;
while (ring() !== null && performance.now() < until) await new Promise((next) => setTimeout(next, 20));
const gone = ring() === null;
await new Promise((next) => setTimeout(next, 250 + 1000 * Math.random()));
return gone;
