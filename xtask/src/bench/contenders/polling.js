// Looks with the same selector every so often, and draws a plain box.
let ring = null;
setInterval(() => {
  document.querySelectorAll(SELECTOR);
  const input = document.querySelector('[aria-labelledby~="allowDataForGenerativeAI"]');
  if (!input) {
    ring?.remove();
    ring = null;
    return;
  }
  ring ??= document.createElement("div");
  const box = input.nextElementSibling.getBoundingClientRect();
  ring.className = "bench-ring";
  Object.assign(ring.style, {
    position: "fixed",
    pointerEvents: "none",
    outline: "3px solid green",
    left: `${box.left}px`,
    top: `${box.top}px`,
    width: `${box.width}px`,
    height: `${box.height}px`,
  });
  const words = input.checked ? "This switch is on." : "This switch is off.";
  if (ring.dataset.words !== words) ring.dataset.words = words;
  if (!ring.isConnected) document.documentElement.append(ring);
}, INTERVAL);
