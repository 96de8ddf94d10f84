// What makes for a look, and nothing for the page to do; then the bare
// selectors in a task of their own. For each, how long the main thread is taken.
const wait = (ms) => new Promise((next) => setTimeout(next, ms));
const meta = document.querySelector("meta[name]");
const taken = async (work) => {
  const { port1, port2 } = new MessageChannel();
  let longest = 0;
  let last = performance.now();
  const end = last + 150;
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
const benchSelectors = () => {
  let found = 0;
  for (const selector of SELECTORS) found += document.querySelectorAll(selector).length;
  return found;
};
const looks = [];
const bare = [];
for (let each = 0; each < TIMES; each++) {
  looks.push(await taken(() => meta.setAttribute("name", each % 2 ? "viewport" : "description")));
  await wait(60);
  bare.push(await taken(() => setTimeout(benchSelectors)));
  await wait(60);
}
return { looks, bare };
