// Opens the popup's page, and waits until its status is painted. Counted from
// the start of its navigation.
const opened = window.open(POPUP);
const status = () => {
  try {
    return opened.document.querySelector("main[data-status]");
  } catch {
    return null;
  }
};
const until = performance.now() + 8000;
const tick = () => new Promise((next) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = next; port2.postMessage(0); });
while (!status() && performance.now() < until) await tick();
const frame = () => new Promise((next) => opened.requestAnimationFrame(next));
await frame();
const channel = new opened.MessageChannel();
await new Promise((next) => { channel.port1.onmessage = next; channel.port2.postMessage(0); });
const ms = opened.performance.now();
opened.close();
return ms;
