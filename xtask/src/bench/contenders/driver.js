// driver.js, without its animation, around the same switch: as soon as it is
// there, and again when it is flipped.
let shown = null;
const { driver } = globalThis.driver.js;
const show = (input) => {
  shown?.destroy();
  shown = driver({ animate: false, allowClose: false });
  shown.highlight({
    element: input.nextElementSibling,
    popover: {
      title: "Heads Up",
      description: input.checked ? "This switch is on." : "This switch is off.",
    },
  });
};
const look = () => {
  const input = document.querySelector('[aria-labelledby~="allowDataForGenerativeAI"]');
  if (input && !shown) {
    show(input);
  } else if (!input && shown) {
    shown.destroy();
    shown = null;
  }
};
new MutationObserver(look).observe(document, { childList: true, subtree: true });
document.addEventListener("change", (event) => show(event.target), true);
document.addEventListener("DOMContentLoaded", look);
