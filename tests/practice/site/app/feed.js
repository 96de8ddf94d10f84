// Knows the feed: posts that speak of the setting, and the ways from here to the settings.

const QUOTED = "Use my data for training content creation AI models";

function feedContent() {
  const post = (who, ...content) =>
    h(
      "article",
      { is: "card padded post" },
      h("p", { is: "author" }, h("a", { href: "/in/somebody/" }, who)),
      ...content,
    );
  return h(
    "main",
    { is: "narrow", lang: "en", dir: "ltr" },
    h("h1", { is: "title" }, "Feed"),
    h(
      "p",
      { is: "ways" },
      h("a", { is: "button", href: "/mypreferences/d/" }, "Settings, by page load"),
      " ",
      appLink({ is: "button", href: "/mypreferences/d/categories/account" }, "Settings, in this page"),
    ),
    post("Somebody Example", h("p", {}, "Today I practised opting out. It took three steps.")),
    post(
      "Someone Else",
      h("p", {}, "Did you know this switch? It looks like this:"),
      h("label", { is: "poll" }, h("input", { type: "checkbox", checked: true }), ` ${QUOTED}`),
      h(
        "p",
        {},
        "It is ",
        h("a", { href: `/mypreferences/d/settings/${OUR_SLUG}` }, "here, under Data for Generative AI Improvement"),
        ".",
      ),
    ),
    post("Anybody Atall", h("p", {}, `I asked a friend what “${QUOTED}” means. She knew.`)),
  );
}
