// Knows how to make elements without text that is parsed, which Trusted Types forbid.

/** An element of this tag with these properties (`class` and `for` too) and children. */
export function h(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** A checkbox that tells when a person changes it. */
export function checkbox({ on, change }, properties = {}) {
  const input = h("input", { type: "checkbox", checked: on, ...properties });
  input.addEventListener("change", () => change(input.checked));
  return input;
}
