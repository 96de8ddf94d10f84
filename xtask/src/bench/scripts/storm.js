return new Promise((done) => {
  document.addEventListener("bench-done", () => done(null), { once: true });
  document.dispatchEvent(new Event("bench-storm"));
});
