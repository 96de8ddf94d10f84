//! The version of the layout in which we store things.

use serde::{Deserialize, Serialize};

/// The version of all that we store.
pub const SCHEMA: u32 = 2;

/// Reads and writes the number [`SCHEMA`]. Any other number is an error: that value is not ours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Schema;

impl From<Schema> for u32 {
    fn from(_: Schema) -> Self {
        SCHEMA
    }
}

impl TryFrom<u32> for Schema {
    type Error = String;

    fn try_from(version: u32) -> Result<Self, Self::Error> {
        if version == SCHEMA {
            Ok(Self)
        } else {
            Err(format!("schema {version}, where {SCHEMA} is known"))
        }
    }
}
