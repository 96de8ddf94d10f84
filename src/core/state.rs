//! What a switch is set to, as it is recorded.

use serde::{Deserialize, Serialize};

/// The two states of a switch, as most are built; see [`super::catalogue::Setting::shows`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// LinkedIn may use the data.
    On,
    /// The person has opted out.
    Off,
}
