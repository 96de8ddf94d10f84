// Runs in Firefox itself (geckodriver's chrome context), beside the toolbar.
// Arguments: the operation, the extension's id, the operation's argument.
// Answers {value} or {error}.
const [operation, id, argument, done] = arguments;

const load = (address) => ChromeUtils.importESModule(address);
const { AddonManager } = load("resource://gre/modules/AddonManager.sys.mjs");
const { ExtensionParent } = load("resource://gre/modules/ExtensionParent.sys.mjs");
const { CustomizableUI } = load(
  "moz-src:///browser/components/customizableui/CustomizableUI.sys.mjs",
);

const { ExtensionPermissions } = load("resource://gre/modules/ExtensionPermissions.sys.mjs");

/** What a person can take from the extension, where Firefox lists its permissions. */
const access = () => ({
  permissions: [],
  origins: extension().manifest.content_scripts.flatMap(({ matches }) => matches),
});
const extension = () => {
  const found = WebExtensionPolicy.getByID(id)?.extension;
  if (!found) throw new Error(`the extension ${id} is not running`);
  return found;
};
const widgetId = `${id.toLowerCase().replace(/[^a-z0-9_-]/g, "_")}-browser-action`;
const popup = () => document.querySelector("browser.webextension-popup-browser");
const popupPanel = () => popup()?.closest("panel");

/** What Marionette itself uses to act in a page; popups are no windows to it. */
const actor = (browser) =>
  browser.browsingContext.currentWindowGlobal.getActor("MarionetteCommands");

/** Runs the body of an async function in a page of the extension. */
async function run(browser, body) {
  // JSON, because what comes back must not depend on the browser.
  const script = `
    const done = arguments[0];
    (async () => { ${body} })().then(
      (value) => done(JSON.stringify({ value })),
      (error) => done(JSON.stringify({ error: String(error) })),
    );`;
  const options = { async: true, sandboxName: null, timeout: 30000 };
  const answer = JSON.parse(await actor(browser).executeScript(script, [], options));
  if ("error" in answer) throw new Error(`the script threw ${answer.error}`);
  return answer.value ?? null;
}

/** A page of the extension that no tab shows and that runs no script of its own. */
async function inertPage() {
  if (window.practicePage?.extension === extension()) return window.practicePage.browser;
  const page = new ExtensionParent.HiddenExtensionPage(extension(), "tab");
  await page.createBrowserElement();
  const { browser } = page;
  const loaded = new Promise((resolve) => {
    // Held by the page: Firefox keeps only a weak reference to it.
    page.practiceListener = {
      QueryInterface: ChromeUtils.generateQI([
        "nsIWebProgressListener",
        "nsISupportsWeakReference",
      ]),
      onStateChange(progress, request, flags) {
        const stopped = flags & Ci.nsIWebProgressListener.STATE_STOP;
        if (progress.isTopLevel && stopped && browser.currentURI.spec !== "about:blank") {
          resolve();
        }
      },
    };
    const { NOTIFY_STATE_WINDOW } = Ci.nsIWebProgress;
    browser.addProgressListener(page.practiceListener, NOTIFY_STATE_WINDOW);
  });
  browser.fixupAndLoadURIString(extension().getURL("manifest.json"), {
    triggeringPrincipal: extension().principal,
  });
  await loaded;
  window.practicePage = page;
  return browser;
}

const operations = {
  address: () => extension().getURL(""),
  run: async () => run(await inertPage(), argument),

  /** In a sandbox of the browser's own, which sees the page as it is and not as it redefines itself. */
  look: () => actor(gBrowser.selectedBrowser).executeScript(argument, [], { sandboxName: "system" }),

  /** The same with the body of an async function. */
  async lookLong() {
    const script = `
      const done = arguments[0];
      (async () => { ${argument} })().then(
        (value) => done(JSON.stringify({ value })),
        (error) => done(JSON.stringify({ error: String(error) })),
      );`;
    const options = { async: true, sandboxName: "system", timeout: 30000 };
    const answer = JSON.parse(await actor(gBrowser.selectedBrowser).executeScript(script, [], options));
    if ("error" in answer) throw new Error(`the script threw ${answer.error}`);
    return answer.value ?? null;
  },
  /** How many there are in the page's process: about:memory has a line for the nodes of each. */
  documents: () =>
    new Promise((done) => {
      const { osPid } = gBrowser.selectedBrowser.browsingContext.currentWindowGlobal;
      let documents = 0;
      const hear = (process, path) => {
        const isOne = /^explicit\/window-objects\/.*\/dom\/other$/.test(path);
        if (isOne && process.endsWith(`(pid ${osPid})`)) documents += 1;
      };
      Cc["@mozilla.org/memory-reporter-manager;1"]
        .getService(Ci.nsIMemoryReporterManager)
        .getReports(hear, null, () => done(documents), null, false);
    }),
  pageProcess: () => gBrowser.selectedBrowser.browsingContext.currentWindowGlobal.osPid,

  pin() {
    CustomizableUI.addWidgetToArea(widgetId, "nav-bar");
    return widgetId;
  },

  /** True, or what is missing. */
  async popupReady() {
    const panel = popupPanel()?.state ?? "not there";
    if (panel !== "open") return `the panel is ${panel}`;
    const { spec } = popup().currentURI;
    if (!spec.startsWith(extension().getURL(""))) return `it shows ${spec}`;
    const page = await run(popup(), "return document.readyState;");
    return page === "complete" || `its page is ${page}`;
  },
  popupOpen: () => popup() !== null,
  popupRun: () => run(popup(), argument),
  async popupClick() {
    const page = actor(popup());
    const element = await page.findElement("css selector", argument, { all: false, timeout: 0 });
    try {
      await page.clickElement(element, { toJSON: () => ({}) });
    } catch (error) {
      // A click that closes the popup takes the page away before it answers.
      if (error.name !== "AbortError") throw error;
    }
  },
  popupPicture: () => actor(popup()).takeScreenshot(null, 0, true, false),
  popupClose: () => popupPanel()?.hidePopup(),
  /** The panel of whatever widget. */
  panelClose: () => document.getElementById("customizationui-widget-panel")?.hidePopup(),

  /** The tab under test, as narrow as no window is, its text alone zoomed. */
  room() {
    const { width, height, text } = JSON.parse(argument);
    const browser = gBrowser.selectedBrowser;
    for (const [side, size] of Object.entries({ width, height })) {
      for (const limit of ["min", "max"]) browser.style.setProperty(`${limit}-${side}`, `${size}px`);
    }
    browser.textZoom = text;
  },

  /** As in the preferences that it was started with. */
  scheme: () =>
    Services.prefs.setIntPref(
      "layout.css.prefers-color-scheme.content-override",
      argument === "dark" ? 0 : 1,
    ),

  /** What is kept of sites. */
  forget: () =>
    new Promise((onDataDeleted) => {
      // Not all caches: those of Firefox's own scripts would have to be filled again.
      const kinds = ["CONTENT_PREFERENCES", "COOKIES_AND_SITE_DATA", "HISTORY", "IMAGE_CACHE", "NETWORK_CACHE"];
      const flags = kinds.reduce((all, kind) => all | Ci.nsIClearDataService[`CLEAR_${kind}`], 0);
      Services.clearData.deleteData(flags, { onDataDeleted });
    }),

  running: () => extension().backgroundState === "running",
  stop: () =>
    extension().terminateBackground({
      disableResetIdleForTest: true,
      ignoreDevToolsAttached: true,
    }),
  async enable() {
    window.practicePage?.shutdown();
    delete window.practicePage;
    const addon = await AddonManager.getAddonByID(id);
    await (argument === "on" ? addon.enable() : addon.disable());
  },
  reload: async () => (await AddonManager.getAddonByID(id)).reload(),
  /** As where Firefox lists its extensions. */
  async allowInPrivate() {
    const permissions = ["internal:privateBrowsingAllowed"];
    await ExtensionPermissions.add(id, { permissions, origins: [] }, extension());
    await (await AddonManager.getAddonByID(id)).reload();
  },
  openPrivately: () => openTrustedLinkIn(argument, "window", { private: true }),
  revoke: () => ExtensionPermissions.remove(id, access(), extension()),
  give: () => ExtensionPermissions.add(id, access(), extension()),
  async uninstall() {
    window.practicePage?.shutdown();
    delete window.practicePage;
    await (await AddonManager.getAddonByID(id)).uninstall();
  },
};

(async () => operations[operation]())().then(
  (value) => done({ value: value ?? null }),
  (error) => done({ error: `${error}\n${error?.stack ?? ""}` }),
);
