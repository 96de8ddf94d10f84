// Shapes that the content script's files share among themselves.
import type { Facts, Guidance, Patience, SwitchState } from "../messages";

declare global {
  /** What a switch showed so far in this document. */
  interface Track {
    state: SwitchState;
    /** When it came into this state: monotonic and wall-clock milliseconds. */
    since: number;
    at: number;
    /** Whether it has held long enough to be relied on. */
    steady: boolean;
    /** The last steady state before this one, while this one is not steady. */
    before: SwitchState | null;
    flippedAt: number | null;
  }

  interface FactsCollector {
    look(patience: Patience): Facts;
    /** Notes that a person touched a switch. */
    touch(event: Event): void;
    elementOf(ref: number): Element | null;
    /** Whether no switch is waiting to become steady. */
    isSteady(): boolean;
  }

  interface Overlay {
    /** Rings `element`, if any, and says the guidance's lines. */
    show(element: Element | null, guidance: Guidance): void;
    /** Repairs what the page did to it, and keeps it from fading. */
    keep(): void;
    /** Takes it off the page. */
    hide(): void;
  }

  interface Rect {
    left: number;
    top: number;
    right: number;
    bottom: number;
  }
}
