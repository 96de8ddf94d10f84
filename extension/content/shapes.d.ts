// Shapes that the content script's files share among themselves.
import type { Facts, Guidance, Patience, SwitchShape } from "../messages";

declare global {
  /** Something that works like a switch. */
  interface Control {
    element: Element;
    shape: SwitchShape;
    /** The two ways in which a choice can be set. */
    parts: Element[];
  }

  /** What one look found in all trees. */
  interface Sight {
    controls: Control[];
    links: HTMLAnchorElement[];
    asksPassword: boolean;
    /** Whether something was left out. */
    more: boolean;
  }

  /** What a switch showed so far in this document. */
  interface Track {
    /** A state, or the number of the option chosen. */
    shown: string;
    /** When it came into this state: monotonic and wall-clock milliseconds. */
    since: number;
    at: number;
    /** Whether it has held long enough to be relied on. */
    steady: boolean;
    /** What it showed before, while what it shows now is not steady. */
    before: string | null;
    flippedAt: number | null;
  }

  /** What takes long to find out about a control, and when it was found out: monotonic milliseconds. */
  interface Looks {
    label: string;
    visible: boolean;
    at: number;
  }

  /** What is known of an element that was looked at: a control, or a link, which has an identity and a path only. */
  interface Known {
    identity: string;
    /** Where the page was when it was first seen as this. */
    path: string;
    control?: Control;
    track?: Track;
    looks?: Looks;
  }

  /** One look at the switches of a page. */
  interface Looking {
    before: Map<Element, Known>;
    /** How many switches of each identity there were so far. */
    ordinals: Map<string, number>;
    /** Whether there is time to look at each anew. */
    few: boolean;
    /** For how long what was found out holds, in milliseconds. */
    remembered: number;
    /** How much was spent on that, in milliseconds. */
    spent: number;
  }

  interface FactsCollector {
    /** Looks at the page; switches with a `preferred` key are told first. */
    look(patience: Patience, arrivedAt: number | null, preferred: string[]): Facts;
    /** Whether a switch is set otherwise than in the last look: costs next to nothing. */
    hasStirred(): boolean;
    /** Looks for shadow roots, to be looked into from then on. */
    search(): Promise<void>;
    /** Forgets what was found. */
    forget(): void;
    /** Notes that a person touched a switch; whether it was one that was looked at. */
    touch(event: Event): boolean;
    targetOf(ref: number | null): OverlayTarget | null;
    /** Whether the last look had the time to look at everything. */
    isInTime(): boolean;
    /** Whether no switch of the last look is waiting to become steady. */
    isSteady(): boolean;
  }

  /** What is ringed: a control by what a person sees of it, at least one part. */
  interface OverlayTarget {
    control: Element;
    parts: Element[];
    /** Whether the control is still there, and what it was when it was looked at. */
    isStill(): boolean;
  }

  /** What the overlay asks for. */
  interface OverlayEvents {
    /** The callout's buttons. */
    reload(): void;
    dismiss(): void;
    /** The target has moved or changed its size. */
    moved(): void;
    /** Shows what has this class for as long as the extension runs; whether it does. */
    stayInSight(name: string): Promise<boolean>;
  }

  interface Overlay {
    /** Rings `target`, if any, and says the guidance's lines. */
    show(target: OverlayTarget | null, guidance: Guidance): void;
    /** Shows nothing until it is told anew. */
    drop(): void;
    /** Puts it back where the page took it away. */
    keep(): void;
    /** Takes it off the page. */
    hide(): void;
  }

  interface Rect {
    left: number;
    top: number;
    right: number;
    bottom: number;
    width: number;
    height: number;
  }
}

