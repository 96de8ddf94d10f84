// Knows the settings pages: which address is which, and what each shows.

const OUR_SLUG = "data-for-ai-improvement";
/** What the setting is called where it has been renamed, and its address with it. */
const NEW_SLUG = "practice-renamed";

/** What a settings address stands for, or null where it is none. Query and hash carry no meaning. */
function settingsPage(path) {
  const [area, device, ...rest] = path.split("/").filter(Boolean);
  if (area === "psettings") return { setting: settingAt(`settings/${device}`) };
  if (area !== "mypreferences") return null;
  if (rest[0] === "categories") {
    return { category: catalogue.categories.find(({ id }) => id === rest[1]) };
  }
  return { setting: settingAt(rest.join("/")) };
}

/** The same setting is found with and without `settings/` before its name. */
function settingAt(path) {
  const slug = path.replace(/^settings\//, "");
  if (slug === (scenario.renamed ? OUR_SLUG : NEW_SLUG)) return undefined;
  return catalogue.settings.find((setting) => setting.slug === slug);
}

/** The settings of a group, as this member sees them. */
const listed = ({ settings }) =>
  settings
    .filter((slug) => scenario.offered || slug !== OUR_SLUG)
    .map((slug) => (scenario.renamed && slug === OUR_SLUG ? NEW_SLUG : slug));

/** Settings opened on the mobile site stay there. */
const base = () => (location.pathname.startsWith("/mypreferences/m/") ? "/mypreferences/m" : "/mypreferences/d");

const categoryOf = (slug) =>
  catalogue.categories.find(({ groups }) => groups.some((group) => listed(group).includes(slug)));

const titleOf = ({ category, setting }) => {
  if (category) return text(`category ${category.id}`);
  return setting ? text(`setting ${setting.slug}`) : text("not found");
};

function settingsNav(page) {
  const current = page.category ?? categoryOf(page.setting?.slug);
  const item = ({ id }) =>
    h(
      "li",
      {},
      appLink(
        {
          is: id === current?.id ? "navlink here" : "navlink",
          href: `${base()}/categories/${id}`,
          "aria-current": id === current?.id && (page.category ? "page" : "true"),
        },
        text(`category ${id}`),
      ),
    );
  return h(
    "nav",
    { is: "nav", "aria-label": text("nav") },
    h("h2", { is: "navtitle" }, text("nav")),
    h("ul", { is: "navlist" }, ...catalogue.categories.map(item)),
  );
}

function settingsMain(page) {
  const content = page.category
    ? categoryContent(page.category)
    : page.setting
      ? settingContent(page)
      : [h("div", { is: "card padded" }, h("h1", { is: "heading" }, titleOf(page)))];
  if (scenario.layout === "scrollPane") {
    return h("main", { is: "main" }, h("div", { is: "pane", id: "pane" }, ...content, h("div", { is: "filler" })));
  }
  return h("main", { is: scenario.layout === "fadesIn" ? "main fading" : "main" }, ...content);
}

function categoryContent({ id, groups }) {
  const group = ({ id: name, settings }) =>
    h(
      "section",
      { is: "card" },
      h("h2", { is: "group" }, text(`group ${name}`)),
      h("ul", { is: "rows" }, ...listed({ settings }).map(categoryRow)),
    );
  return [h("h1", { is: "title" }, text(`category ${id}`)), ...groups.map(group)];
}

function categoryRow(slug) {
  const { path, keys } = settingAt(slug);
  const state = keys.length === 1 ? text(isOn(keys[0]) ? "on" : "off") : null;
  return h(
    "li",
    { is: "item" },
    appLink(
      { is: "rowlink", href: `${base()}/${path}` },
      h("span", { is: "text" }, text(`setting ${slug}`)),
      h("span", { is: "state" }, state ?? ""),
      h("span", { is: "chevron", "aria-hidden": "true" }),
    ),
  );
}

function settingContent({ setting }) {
  const { slug, keys, keyInId, question } = setting;
  const category = categoryOf(slug);
  const back = appLink(
    { is: "back", href: `${base()}/categories/${category.id}` },
    h("span", { is: "chevron backwards", "aria-hidden": "true" }),
    text(`category ${category.id}`),
  );
  const ours = slug === OUR_SLUG;
  const framed = ours && scenario.inIframe && window.top === window;
  const rows = framed
    ? [
        // Without a hashed class: this one name was the same on all the older pages.
        Object.assign(h("iframe", { src: `/psettings/${slug}`, title: text(`setting ${slug}`) }), {
          className: "settings-iframe--frame",
        }),
      ]
    : [
        ...(ours && scenario.extraSwitchQuote ? quotingRow() : []),
        ...keys.map((key) => (ours && boot.component ? componentRow(boot.component) : settingRow(key, keyInId))),
      ];
  return [
    window.top === window ? back : null,
    h(
      "section",
      { is: "card padded" },
      h("h1", { is: "heading" }, text(`setting ${slug}`)),
      question ? h("p", { is: "question" }, text(`question ${slug}`)) : null,
      ours && scenario.rowInHeader ? h("header", {}, ...rows) : null,
      ...(ours && scenario.rowInHeader ? [] : rows),
      h(
        "p",
        { is: "help" },
        text(`help ${slug}`, "help"),
        " ",
        h("a", { href: "/help/linkedin/answer/a6278444" }, text("learn more")),
      ),
      dialogButton(),
    ),
  ].filter(Boolean);
}

/** A setting's row, and what the page lays around it. */
function settingRow(key, keyInId) {
  const row = switchRow(key, keyInId);
  const held = scenario.throws ? throwing(row) : row;
  return scenario.layout === "clipped" ? h("div", { is: "clipped" }, held) : held;
}

/** Another setting's switch, and beside it the label of ours. */
function quotingRow() {
  const label = text(`switch ${OUR_KEY}`);
  return [
    switchRow("allowAnonymizedDataResearch", false, "hiddenInput"),
    h("p", { is: "help" }, `${text("quote")} “${label}”.`),
  ];
}
