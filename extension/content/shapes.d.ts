// Shapes that the content script's files share among themselves.
import type { Guidance, Named, Shape, Testimony } from "../messages";

declare global {
  /** Something that works like a switch, or a link on the way to one. */
  interface Control {
    element: Element;
    shape: Shape | "link";
    /** The two ways in which a choice can be set. */
    parts: Element[];
    /**
     * Its name: its place among what a scan found, so that a page which builds itself anew says the same.
     */
    ref?: number;
  }

  /** What one scan found in all trees. */
  interface Scan {
    /** What is told of: controls, then links. */
    found: Control[];
    asksPassword: boolean;
    /** Every element that works like a control, also those that were passed over. */
    met: Element[];
    /** Whether something was left out. */
    more: boolean;
  }

  /** When to scan. */
  interface Schedule {
    /** Has the page scanned in the next frame, or when the pause is over. */
    soon(): void;
    /** Begins a pause. */
    pause(): void;
    /** Ends it. */
    skip(): void;
  }

  interface Teller {
    /** Tells it, where it differs from what was told last in more than what only time changes. */
    tell(testimony: Testimony): Promise<void>;
    /** Forgets what was told: tells the next one, even if nothing has changed, and takes no answer to it. */
    forget(): void;
  }

  interface Scanner {
    /** Scans the page; controls with one of `keys` come first. */
    scan(keys: string[]): Scan;
    /** Looks for shadow roots, to be scanned from then on; whether there are new ones. */
    searchDeeper(): boolean;
  }

  /** What a control has shown so far. Durations and their starts are of the clock that runs in view. */
  interface Track {
    /** What tells it from others, so that one which takes its place goes on with this. */
    identity: string;
    /** Whether it was there before a client-side navigation. */
    leftOver: boolean;
    /** Whether the document was still being parsed then. */
    parsed: boolean;
    /** Whether it differed from its markup at the end of parsing. */
    differs: boolean;
    /** A state, or the number of the option chosen; empty before the first reading. */
    shown: string;
    firstSeen: number;
    shownSince: number;
    /** Since when nothing in its row has changed. */
    quietSince: number;
    /** For how long at most its row had been quiet when it came into another state. */
    quietBefore: number;
    /** How often its state has changed. */
    changes: number;
    /** Wall clock: when it came into this state, and into the one before. */
    since: number;
    priorSince: number | null;
    /** Wall clock: when the person touched it last, and when they did anything else before it came into this state. */
    touchedAt: number | null;
    inputAt: number | null;
    /** Whether an alert was shown beside it. */
    alert: boolean;
  }

  interface Memory {
    /**
     * Remembers the controls among what was found, and for a while those that have gone. What is known goes with the
     * identity: to the node that takes another's place, or its key.
     */
    keep(found: Control[], identityOf: (control: Control) => string): void;
    /** Says what tells a control from others, as soon as that is known. */
    identify(control: Control, identity: string): void;
    /** Reads what a control shows now. */
    read(control: Control): Track;
    /** Notes what is shown beside a control: once a second, as it costs a search of the page. */
    noteBeside(control: Control): void;
    /** Notes what a person did; a press on what is drawn of one of `watched` is one on it. */
    note(event: Event, watched: Control[]): void;
    /** Notes what is there at the end of parsing. */
    noteParsed(elements: Element[]): void;
    /** Forgets all controls, but that they are left over: the page is at another address now. */
    moveOn(): void;
  }

  /** What the background has named, while it is watched. */
  interface Watched extends Control {
    named: Named;
    /** What a person takes for its row. */
    row: Element;
    /** What told then that it was this one. */
    marks: string;
  }

  /** A part of what a person sees of a control. */
  interface VisiblePart {
    /** What it moves with. */
    element: Element;
    /** Which pseudo-element of that it is ("::before"), if it is one. */
    pseudo?: string;
    /** Where it is now, in the viewport of the top window. */
    rect: Rect;
  }

  interface Overlay {
    /**
     * Rings what the guidance rings of what is watched, and says its lines. Where that is not among
     * it, it is being looked for: the ring goes, the words stay where they are.
     */
    show(watched: Watched[], guidance: Guidance): void;
    /** Takes it off the page; nothing is left behind. */
    hide(): void;
    /**
     * Mends what the page has done to it, and follows what has changed: once a second, and whenever
     * the page changes.
     */
    check(): void;
    /**
     * Whether a modal lies over the page that the target is not in: nothing is drawn, and the page is
     * not to be waited for.
     */
    covers(): boolean;
  }

  /** A box in the coordinates of another. */
  interface Box extends Size {
    left: number;
    top: number;
  }

  interface Size {
    width: number;
    height: number;
  }

  interface Edges {
    left: number;
    top: number;
    right: number;
    bottom: number;
  }

  interface Rect extends Edges, Size {}
}
