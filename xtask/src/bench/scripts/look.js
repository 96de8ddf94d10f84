// What makes for a look, and nothing for the page to do: how long the main
// thread is taken at most, in the time in which the look is due. Then the bare
// selector, in a task of its own.
const wait = (ms) => new Promise((next) => setTimeout(next, ms));
const meta = document.querySelector("meta[name]");
const taken = async (work) => {
  const { port1, port2 } = new MessageChannel();
  let longest = 0;
  let last = performance.now();
  const end = last + 450;
  const over = new Promise((done) => {
    port1.onmessage = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (now < end) port2.postMessage(0);
      else done(null);
    };
  });
  port2.postMessage(0);
  work();
  await over;
  return longest;
};
const benchSelector = () => {
  const start = performance.now();
  const found = document.querySelectorAll(SELECTOR).length;
  return { ms: performance.now() - start, found };
};
const looks = [];
const bare = [];
for (let each = 0; each < TIMES; each++) {
  looks.push(await taken(() => meta.setAttribute("name", each % 2 ? "viewport" : "description")));
  await wait(50);
  // In the same company: a processor that has rested is slow at first.
  let ms = NaN;
  await taken(() => setTimeout(() => ({ ms } = benchSelector()), 20));
  bare.push(ms);
  await wait(150);
}
return { looks, bare };
