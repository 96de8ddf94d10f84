// When the page is scanned: in the next frame after a rest, then every so often.
import { createFrame } from "./frame.js";

/** Between two scans, in milliseconds. The first after a rest comes in the next frame. */
const SCAN_EVERY = 250;

/**
 * @param {() => void} scan
 * @returns {Schedule}
 */
export function createSchedule(scan) {
  const scanInFrame = createFrame(scan);
  let notBefore = 0;
  /** Waits for the end of the pause. @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  return {
    soon() {
      const pause = notBefore - performance.now();
      if (pause <= 0 && !document.hidden) return scanInFrame();
      clearTimeout(timer);
      // In a hidden tab frames stand still.
      timer = setTimeout(document.hidden ? scan : scanInFrame, pause);
    },
    pause() {
      notBefore = performance.now() + SCAN_EVERY;
    },
    skip() {
      notBefore = 0;
    },
  };
}
