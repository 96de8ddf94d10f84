// In a page of the extension: notes when the record and the badge change next.
// Kept in the document: in Firefox each script has a world of its own.
const seen = document.documentElement.dataset;
delete seen.record;
delete seen.badge;
const now = () => performance.timeOrigin + performance.now();
const [tab] = await chrome.tabs.query({ active: true });
const badge = () => chrome.action.getBadgeText({ tabId: tab.id });
const before = await badge();
const state = (record) => record?.settings?.["linkedin/ai-training"]?.switch?.state;
const changed = ({ record }) => {
  // That it was seen once more is no flip.
  if (!record || state(record.oldValue) === state(record.newValue)) return;
  chrome.storage.onChanged.removeListener(changed);
  seen.record = now();
};
chrome.storage.onChanged.addListener(changed);
const until = now() + 5000;
// There is no event for the badge, and a hidden page's timers are slow.
(async () => {
  while (WATCH_BADGE && seen.badge === undefined && now() < until) {
    if ((await badge()) !== before) seen.badge = now();
  }
})();
return null;
