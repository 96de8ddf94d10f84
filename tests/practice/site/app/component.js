// Knows how to show the switch of a component library in the place of the page's own. What the
// library makes of it is the library's: only the mount point is ours.

/** The setting's row, with the switch of the library that the address asks for. */
function componentRow({ name, styled }) {
  const place = h("div", { id: "component" });
  const files = `/practice/components/${name}`;
  const setting = {
    label: text(`switch ${OUR_KEY}`),
    on: isOn(OUR_KEY),
    change: (on) => save(OUR_KEY, on),
  };
  Promise.all([import(`${files}.js`), styled && styleSheet(`${files}.css`)])
    .then(([library]) => library.default(place, setting))
    .catch((error) => place.append(`${name}: ${error}`));
  return place;
}

function styleSheet(href) {
  return new Promise((loaded, failed) => {
    const link = h("link", { rel: "stylesheet", href });
    link.addEventListener("load", loaded);
    link.addEventListener("error", () => failed(new Error(href)));
    own(() => document.head.append(link));
  });
}
