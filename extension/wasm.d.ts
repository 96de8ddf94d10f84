// What src/web exports through wasm-bindgen, for the type check.
declare module "*/wasm/headsup.js" {
  export default function init(options: { module_or_path: string | URL }): Promise<unknown>;
  /** Begins with fresh memory, after a breakdown. */
  export function __wbg_reset_state(): void;
  export function onMessage(
    message: unknown,
    sender: chrome.runtime.MessageSender,
    reply: (answer: unknown) => void,
  ): Promise<void>;
  export function refresh(): Promise<void>;
  export function onManaged(answer: unknown): Promise<void>;
  /** `drawRegional` draws what the regulators of a region said, and what can be done there. */
  export function openDetails(drawRegional: (region: string, isProposed: boolean) => void): Promise<void>;
  /** `drawReminder` draws what a region's regulator reminds of. */
  export function openPopup(drawReminder: (region: string) => void): Promise<void>;
}
