//! Knows what is measured, in what unit, and the design's budget for it. Pure.

use practice::browser::Kind;

use super::contenders::Contender;

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    RingFrames,
    RingTime,
    RingStoppedFrames,
    RingStoppedTime,
    FlipRing,
    FlipRecord,
    FlipBadge,
    PopupStatus,
    ColdPopup,
    ColdRing,
    StormAll,
    StormScript,
    LookRatio,
    LookTime,
    LookBare,
    IdleVisible,
    IdleHidden,
    IdleVisibleCost,
    Heap,
    WorkerHeap,
}

/// What a figure may be at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Budget {
    /// This much.
    AtMost(f64),
    /// So many times the figure of another.
    Times(f64, Contender),
    /// So much more than the figure of another.
    Above(f64, Contender),
    /// The design sets none, or it cannot be told.
    Open,
}

impl Measure {
    pub(super) const ALL: [Self; 20] = [
        Self::RingFrames,
        Self::RingTime,
        Self::RingStoppedFrames,
        Self::RingStoppedTime,
        Self::FlipRing,
        Self::FlipRecord,
        Self::FlipBadge,
        Self::PopupStatus,
        Self::ColdPopup,
        Self::ColdRing,
        Self::StormAll,
        Self::StormScript,
        Self::LookRatio,
        Self::LookTime,
        Self::LookBare,
        Self::IdleVisible,
        Self::IdleHidden,
        Self::IdleVisibleCost,
        Self::Heap,
        Self::WorkerHeap,
    ];

    pub(super) fn says(self) -> &'static str {
        match self {
            Self::RingFrames | Self::RingTime => "switch in the DOM → ring painted, worker warm",
            Self::RingStoppedFrames | Self::RingStoppedTime => {
                "switch in the DOM → ring painted, worker stopped"
            }
            Self::FlipRing => "flip → ring says so",
            Self::FlipRecord => "flip → record",
            Self::FlipBadge => "flip → badge",
            Self::PopupStatus => "popup opened → status painted",
            Self::ColdPopup => {
                "popup as the first thing after the browser's start → status painted"
            }
            Self::ColdRing => {
                "first settings page after the browser's start: switch in the DOM → ring painted"
            }
            Self::StormAll => "storm of 20,000 nodes, main thread",
            Self::StormScript => "storm of 20,000 nodes, scripts alone",
            Self::LookRatio => "one look at 100,000 nodes, by the bare selector",
            Self::LookTime => "one look at 100,000 nodes",
            Self::LookBare => "bare querySelectorAll on the same page",
            Self::IdleVisible => "wake-ups on an idle page in view",
            Self::IdleHidden => "wake-ups on an idle page out of view",
            Self::IdleVisibleCost => "main thread of an idle page in view",
            Self::Heap => "JS heap of the page",
            Self::WorkerHeap => "heap of the running worker",
        }
    }

    pub(super) fn unit(self) -> &'static str {
        match self {
            Self::RingFrames | Self::RingStoppedFrames => "frames",
            Self::LookRatio => "×",
            Self::IdleVisible | Self::IdleHidden => "/min",
            Self::IdleVisibleCost => "ms/min",
            Self::Heap | Self::WorkerHeap => "KB",
            _ => "ms",
        }
    }

    pub(super) fn budget(self, kind: Kind) -> Budget {
        match self {
            Self::RingFrames => Budget::AtMost(2.0),
            Self::RingStoppedTime => Budget::AtMost(150.0),
            Self::ColdPopup | Self::ColdRing => Budget::AtMost(300.0),
            Self::FlipRing | Self::FlipRecord | Self::FlipBadge | Self::PopupStatus => {
                Budget::AtMost(100.0)
            }
            Self::StormAll | Self::StormScript => Budget::Times(1.5, Contender::Observer),
            Self::LookRatio => Budget::AtMost(1.5),
            // No timer faster than 1 Hz while it is in view, and none while it is not. Firefox does
            // not tell whose a wake-up was: its own are in the column without an extension, and
            // each look has two, for the timer and for the frame. Out of view its own vary by more
            // than a timer would add, so nothing is said there.
            Self::IdleVisible => match kind {
                Kind::Chromium => Budget::AtMost(60.0),
                Kind::Firefox => Budget::Above(2.0 * 60.0, Contender::None),
            },
            Self::IdleHidden => match kind {
                Kind::Chromium => Budget::AtMost(0.0),
                Kind::Firefox => Budget::Open,
            },
            Self::RingTime
            | Self::RingStoppedFrames
            | Self::LookTime
            | Self::LookBare
            | Self::IdleVisibleCost
            | Self::Heap
            | Self::WorkerHeap => Budget::Open,
        }
    }
}
