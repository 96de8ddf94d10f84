// Opens the popup's page, and waits until its status is painted. Counted from
// the start of its navigation.
const opened = window.open(POPUP);
const until = performance.now() + 8000;
const tick = () =>
  new Promise((next) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = next;
    port2.postMessage(0);
  });
// The two share a thread, so this asks no more often than it must.
while (opened.location.href !== POPUP && performance.now() < until) await tick();
const status = () => opened.document.querySelector("main[data-status]");
await new Promise((seen) => {
  const look = () => status() && seen(null);
  new MutationObserver(look).observe(opened.document, { attributeFilter: ["data-status"], childList: true, subtree: true });
  look();
});
await new Promise((next) => opened.requestAnimationFrame(next));
const { port1, port2 } = new opened.MessageChannel();
await new Promise((next) => {
  port1.onmessage = next;
  port2.postMessage(0);
});
const ms = opened.performance.now();
opened.close();
return ms;
