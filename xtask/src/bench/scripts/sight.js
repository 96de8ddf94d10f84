// What is drawn around the switch now, by whomever, and what is said there.
const ring = () => {
  const part = instruments.root()?.querySelector(".ring");
  if (part && !part.hidden && part.getBoundingClientRect().width > 0) return part;
  return document.querySelector(".bench-ring,svg.driver-overlay");
};
const words = () =>
  instruments.root()?.querySelector(".lines")?.textContent ??
  document.querySelector(".bench-ring")?.dataset.words ??
  document.querySelector(".driver-popover-description")?.textContent ??
  "";
/** Calls `done` after the frame in which `seen` first holds is painted, with the frames until then. */
const whenPainted = (seen, start, done) => {
  let frames = 0;
  const frame = () => {
    frames += 1;
    if (seen()) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done({ frames, ms: performance.now() - start });
      port2.postMessage(0);
    } else if (performance.now() - start > 8000) done(null);
    else requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
};
