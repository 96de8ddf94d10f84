// The floor: is told of the same changes, and does nothing.
new MutationObserver(() => {}).observe(document, {
  childList: true,
  subtree: true,
  characterData: true,
  attributeFilter: WATCHED_ATTRIBUTES,
});
